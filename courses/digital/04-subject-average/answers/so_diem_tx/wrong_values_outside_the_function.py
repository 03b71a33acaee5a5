khi_it = 2
khi_vua = 3
khi_nhieu = 4


def so_diem_tx(so_tiet):
    raise NotImplementedError
