from math import radians


def lech_phan_tram(goc_do):
    return (1 + radians(goc_do) ** 2 / 16) * 100
