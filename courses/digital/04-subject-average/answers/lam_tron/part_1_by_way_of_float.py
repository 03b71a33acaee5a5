def lam_tron(so):
    return Decimal(float(so)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
