from statistics import median


def nhom_dem_nham(g_cac_nhom):
    xa_nhat = -1
    nhom = 0
    for i in range(len(g_cac_nhom)):
        lech = abs(g_cac_nhom[i] - median(g_cac_nhom))
        if lech > xa_nhat:
            xa_nhat = lech
            nhom = i + 1
    return nhom
