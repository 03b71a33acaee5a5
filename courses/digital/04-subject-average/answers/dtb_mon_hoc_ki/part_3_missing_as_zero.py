def dtb_mon_hoc_ki(tx, gk, ck):
    tx = [diem or 0 for diem in tx]
    tong = sum(tx) + HE_SO_GIUA_KI * (gk or 0) + HE_SO_CUOI_KI * (ck or 0)
    return lam_tron(tong / (len(tx) + 5))
