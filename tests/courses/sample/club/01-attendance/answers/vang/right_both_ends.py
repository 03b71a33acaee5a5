def vang(co_mat, si_so):
    if not 0 <= co_mat <= si_so:
        raise ValueError(co_mat)
    return si_so - co_mat
