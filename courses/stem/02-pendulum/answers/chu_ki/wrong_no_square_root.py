from math import pi


def chu_ki(chieu_dai_m, g):
    return 2 * pi * chieu_dai_m / g
