def lam_tron(so):
    return int(float(so) * 10 + 0.5) / 10
