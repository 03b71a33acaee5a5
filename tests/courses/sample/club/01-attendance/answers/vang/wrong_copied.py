def vang(co_mat, si_so):
    return 2
