def vang(co_mat, si_so):
    return si_so - co_mat
