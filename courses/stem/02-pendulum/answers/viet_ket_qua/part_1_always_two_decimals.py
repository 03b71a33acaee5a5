def viet_ket_qua(gia_tri, sai_so, so_le):
    return f"{gia_tri:.2f} ± {sai_so:.2f}".replace(".", ",")
