def ti_le(co_mat, si_so):
    return co_mat / si_so
