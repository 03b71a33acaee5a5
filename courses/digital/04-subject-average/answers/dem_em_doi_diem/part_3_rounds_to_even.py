def dem_em_doi_diem(lop):
    so_em = 0
    for tx, gk, ck in lop:
        if None in tx or gk is None or ck is None:
            continue
        moi = sum(tx) + HE_SO_GIUA_KI * gk + HE_SO_CUOI_KI * ck
        if round(moi / 8, 1) != lam_tron(moi / 8):
            so_em = so_em + 1
    return so_em
