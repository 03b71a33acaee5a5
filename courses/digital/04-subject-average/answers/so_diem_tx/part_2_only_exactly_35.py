def so_diem_tx(so_tiet):
    if so_tiet == IT_TIET:
        return 2
    if IT_TIET < so_tiet <= VUA_TIET:
        return 3
    return 4
