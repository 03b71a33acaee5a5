def dem_em_doi_diem(lop):
    cac_em = []
    for tx, gk, ck in lop:
        moi = dtb_mon_hoc_ki(tx, gk, ck)
        if moi is not None and moi != dtb_kieu_cu(tx, gk, ck):
            cac_em.append(moi)
    return cac_em
