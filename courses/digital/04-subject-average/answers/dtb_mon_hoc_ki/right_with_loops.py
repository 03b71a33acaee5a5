def dtb_mon_hoc_ki(tx, gk, ck):
    for diem in [*tx, gk, ck]:
        if diem is None:
            return None
    tong = HE_SO_GIUA_KI * gk + HE_SO_CUOI_KI * ck
    so_phan = HE_SO_GIUA_KI + HE_SO_CUOI_KI
    for diem in tx:
        tong = tong + diem
        so_phan = so_phan + 1
    return lam_tron(tong / so_phan)
