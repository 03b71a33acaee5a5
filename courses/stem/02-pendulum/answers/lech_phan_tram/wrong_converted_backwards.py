from math import degrees


def lech_phan_tram(goc_do):
    return degrees(goc_do) ** 2 / 16 * 100
