def dtb_mon_ca_nam(hk1, hk2):
    if hk1 is None or hk2 is None:
        return None
    return lam_tron((hk1 + HE_SO_HOC_KI_2 * hk2) / (1 + HE_SO_HOC_KI_2))
