def dem_em_doi_diem(lop):
    so_em = 0
    for tx, gk, ck in lop:
        if dtb_mon_hoc_ki(tx, gk, ck) != dtb_kieu_cu(tx, gk, ck):
            so_em = so_em + 1
    return so_em
