from math import pi


def lech_phan_tram(goc_do):
    goc = goc_do * pi / 180
    return 100 * goc * goc / 16
