def dem_em_doi_diem(lop):
    so_em = 0
    for tx, gk, ck in lop:
        moi = dtb_mon_hoc_ki(tx, gk, ck)
        if moi is not None and moi != dtb_kieu_cu(tx, gk, ck):
            so_em = so_em + 1
    return so_em
