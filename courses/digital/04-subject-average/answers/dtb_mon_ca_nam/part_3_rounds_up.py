from decimal import ROUND_UP


def dtb_mon_ca_nam(hk1, hk2):
    if hk1 is None or hk2 is None:
        return None
    return ((hk1 + 2 * hk2) / 3).quantize(Decimal("0.1"), rounding=ROUND_UP)
