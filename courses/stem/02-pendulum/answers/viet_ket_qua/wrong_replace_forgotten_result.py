def viet_ket_qua(gia_tri, sai_so, so_le):
    ket_qua = f"{gia_tri:.{so_le}f} ± {sai_so:.{so_le}f}"
    ket_qua.replace(".", ",")
    return ket_qua
