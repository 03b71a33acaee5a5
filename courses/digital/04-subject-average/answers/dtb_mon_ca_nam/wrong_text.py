def dtb_mon_ca_nam(hk1, hk2):
    return f"{(hk1 + 2 * hk2) / 3:.1f}"
