def dtb_mon_ca_nam(hk1, hk2):
    if None in (hk1, hk2):
        return None
    trung_binh = (hk1 + hk2 + hk2) / (1 + HE_SO_HOC_KI_2)
    return lam_tron(trung_binh)
