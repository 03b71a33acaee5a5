def so_diem_tx(so_tiet):
    khi_it = 35
    khi_vua = 70
    khi_nhieu = 105
    if so_tiet <= IT_TIET:
        return khi_it
    if so_tiet <= VUA_TIET:
        return khi_vua
    return khi_nhieu
