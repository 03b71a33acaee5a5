def lam_tron(so):
    return str(so.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))
