from statistics import median


def nhom_dem_nham(g_cac_nhom):
    do_lech = [abs(g - median(g_cac_nhom)) for g in g_cac_nhom]
    print(do_lech.index(max(do_lech)) + 1)
