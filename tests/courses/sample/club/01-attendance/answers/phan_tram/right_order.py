def phan_tram(co_mat, si_so):
    return ti_le(co_mat, si_so) * 100
