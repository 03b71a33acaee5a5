def lam_tron(so):
    return round(so, 1)
