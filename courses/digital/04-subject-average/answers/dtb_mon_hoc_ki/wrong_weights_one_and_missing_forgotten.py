def dtb_mon_hoc_ki(tx, gk, ck):
    return lam_tron((sum(tx) + gk + ck) / (len(tx) + 2))
