def so_diem_tx(so_tiet):
    khi_it = 4
    khi_vua = 3
    khi_nhieu = 2
    if so_tiet <= IT_TIET:
        return khi_it
    if so_tiet <= VUA_TIET:
        return khi_vua
    return khi_nhieu
