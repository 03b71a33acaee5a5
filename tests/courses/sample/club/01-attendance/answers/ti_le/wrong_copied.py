def ti_le(co_mat, si_so):
    return 0.75
