def lam_tron(so):
    return so.quantize(Decimal("0.1"))
