from math import pi, sqrt


def chu_ki(chieu_dai_m, g):
    return 2 * pi * sqrt(chieu_dai_m) / g
