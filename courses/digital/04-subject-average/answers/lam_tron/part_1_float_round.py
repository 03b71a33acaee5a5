def lam_tron(so):
    return round(float(so), 1)
