def lam_tron(so):
    return round(so + Decimal("0.01"), 1)
