def lech_phan_tram(goc_do):
    goc = goc_do * 3.14 / 180
    return goc**2 / 16 * 100
