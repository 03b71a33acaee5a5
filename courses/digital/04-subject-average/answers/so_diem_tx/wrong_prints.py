def so_diem_tx(so_tiet):
    if so_tiet <= IT_TIET:
        print(2)
    elif so_tiet <= VUA_TIET:
        print(3)
    else:
        print(4)
