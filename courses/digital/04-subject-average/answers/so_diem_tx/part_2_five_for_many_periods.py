def so_diem_tx(so_tiet):
    if so_tiet <= IT_TIET:
        return 2
    if so_tiet <= VUA_TIET:
        return 3
    if so_tiet <= 105:
        return 4
    return 5
