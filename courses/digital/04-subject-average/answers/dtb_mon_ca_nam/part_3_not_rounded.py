def dtb_mon_ca_nam(hk1, hk2):
    if hk1 is None or hk2 is None:
        return None
    return (hk1 + 2 * hk2) / 3
