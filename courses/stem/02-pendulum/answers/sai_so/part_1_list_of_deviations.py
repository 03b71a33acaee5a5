def trung_binh(lan_do):
    return sum(lan_do) / len(lan_do)


def sai_so_tuyet_doi(lan_do):
    return [abs(x - trung_binh(lan_do)) for x in lan_do]


def sai_so_ti_doi(lan_do):
    return sai_so_tuyet_doi(lan_do) / trung_binh(lan_do) * 100
