def nhom_dem_nham(g_cac_nhom):
    return g_cac_nhom.index(max(g_cac_nhom)) + 1
