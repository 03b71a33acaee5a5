def dtb_mon_hoc_ki(tx, gk, ck):
    return lam_tron((sum(tx) + 2 * giua_ki + 3 * cuoi_ki) / (len(tx) + 5))
