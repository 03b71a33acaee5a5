def dtb_mon_ca_nam(hk1, hk2):
    return lam_tron((hk1 + hk2) / 2)
