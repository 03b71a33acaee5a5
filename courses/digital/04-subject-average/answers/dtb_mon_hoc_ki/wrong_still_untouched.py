def dtb_mon_hoc_ki(tx, gk, ck):
    raise NotImplementedError
