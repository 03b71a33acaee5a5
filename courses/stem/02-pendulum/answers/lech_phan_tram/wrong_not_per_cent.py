from math import radians


def lech_phan_tram(goc_do):
    return radians(goc_do) ** 2 / 16
