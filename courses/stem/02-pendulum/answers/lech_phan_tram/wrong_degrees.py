def lech_phan_tram(goc_do):
    return goc_do**2 / 16 * 100
