def trung_binh(lan_do):
    tong = 0
    for x in lan_do:
        tong = tong + x
    return tong / len(lan_do)


def sai_so_tuyet_doi(lan_do):
    tb = trung_binh(lan_do)
    tong = 0
    for x in lan_do:
        tong = tong + abs(x - tb)
    return tong / len(lan_do)


def sai_so_ti_doi(lan_do):
    return 100 * sai_so_tuyet_doi(lan_do) / trung_binh(lan_do)
