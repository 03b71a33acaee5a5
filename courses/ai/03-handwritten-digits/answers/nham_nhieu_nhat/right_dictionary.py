def nham_nhieu_nhat(that, doan):
    so_lan = {}
    for cap in zip(that, doan, strict=True):
        if cap[0] != cap[1]:
            so_lan[cap] = so_lan.get(cap, 0) + 1
    return max(so_lan, key=so_lan.get)
