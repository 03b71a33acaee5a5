def vang(co_mat, si_so):
    return co_mat - si_so
