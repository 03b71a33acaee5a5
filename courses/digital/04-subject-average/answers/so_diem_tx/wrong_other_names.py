def so_diem_tx(so_tiet):
    it = 2
    vua = 3
    nhieu = 4
    if so_tiet <= IT_TIET:
        return khi_it
    if so_tiet <= VUA_TIET:
        return khi_vua
    return khi_nhieu
