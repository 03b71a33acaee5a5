def lam_tron(so):
    print(so.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))
