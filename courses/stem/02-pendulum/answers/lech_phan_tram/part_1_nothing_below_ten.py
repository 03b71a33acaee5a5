from math import radians


def lech_phan_tram(goc_do):
    if goc_do <= 10:
        return 0
    return radians(goc_do) ** 2 / 16 * 100
