def so_diem_tx(so_tiet):
    khi_it, khi_vua, khi_nhieu = 2, 3, 4
    if so_tiet <= IT_TIET:
        return khi_it
    if so_tiet <= VUA_TIET:
        return khi_vua
    return khi_nhieu
