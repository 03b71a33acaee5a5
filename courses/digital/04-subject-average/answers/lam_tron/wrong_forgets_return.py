def lam_tron(so):
    so.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
