def dtb_mon_ca_nam(hk1, hk2):
    if hk1 is None:
        hk1 = hk2
    if hk2 is None:
        hk2 = hk1
    return lam_tron((hk1 + 2 * hk2) / 3)
