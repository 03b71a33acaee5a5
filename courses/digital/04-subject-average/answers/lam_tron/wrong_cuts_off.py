from decimal import ROUND_DOWN


def lam_tron(so):
    return so.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
