def dtb_mon_hoc_ki(tx, gk, ck):
    if None in tx or gk is None or ck is None:
        return None
    tong = sum(tx) + HE_SO_GIUA_KI * gk + HE_SO_CUOI_KI * ck
    return lam_tron(tong / (len(tx) + 2))
