def lam_tron(so):
    return so.quantize(Decimal("1"), rounding=ROUND_HALF_UP)
