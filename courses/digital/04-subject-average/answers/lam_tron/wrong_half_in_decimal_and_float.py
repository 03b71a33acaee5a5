def lam_tron(so):
    return int(so * 10 + 0.5) / 10
