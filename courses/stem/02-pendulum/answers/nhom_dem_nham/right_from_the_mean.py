from statistics import mean


def nhom_dem_nham(g_cac_nhom):
    do_lech = [abs(g - mean(g_cac_nhom)) for g in g_cac_nhom]
    return do_lech.index(max(do_lech)) + 1
