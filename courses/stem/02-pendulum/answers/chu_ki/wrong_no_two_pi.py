from math import sqrt


def chu_ki(chieu_dai_m, g):
    return sqrt(chieu_dai_m / g)
