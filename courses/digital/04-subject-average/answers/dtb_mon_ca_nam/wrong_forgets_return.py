def dtb_mon_ca_nam(hk1, hk2):
    lam_tron((hk1 + 2 * hk2) / 3)
