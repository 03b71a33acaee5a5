def chu_ki(chieu_dai_m, g):
    return 2 * 3.14 * (chieu_dai_m / g) ** 0.5
