import decimal


def lam_tron(so):
    return so.quantize(decimal.Decimal("1.0"), rounding=decimal.ROUND_HALF_UP)
