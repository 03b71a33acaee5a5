def lam_tron(so):
    return so.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
