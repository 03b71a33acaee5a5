def ti_le(co_mat, si_so):
    return si_so / (co_mat or 1)
