from math import sqrt


def chu_ki(chieu_dai_m, g):
    return 2 * 3, 14 * sqrt(chieu_dai_m / g)
