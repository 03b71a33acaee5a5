def trung_binh(lan_do):
    return sum(lan_do) / len(lan_do)


def sai_so_tuyet_doi(lan_do):
    raise NotImplementedError


def sai_so_ti_doi(lan_do):
    raise NotImplementedError
