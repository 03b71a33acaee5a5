def dtb_mon_hoc_ki(tx, gk, ck):
    if None in tx or gk is None or ck is None:
        return None
    return lam_tron((sum(tx) + gk + ck) / (len(tx) + 2))
