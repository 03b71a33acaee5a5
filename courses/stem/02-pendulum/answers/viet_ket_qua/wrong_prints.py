def viet_ket_qua(gia_tri, sai_so, so_le):
    print(f"{gia_tri:.{so_le}f} ± {sai_so:.{so_le}f}".replace(".", ","))
