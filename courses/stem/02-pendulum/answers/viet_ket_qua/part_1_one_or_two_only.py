def viet_ket_qua(gia_tri, sai_so, so_le):
    if so_le == 1:
        return f"{gia_tri:.1f} ± {sai_so:.1f}".replace(".", ",")
    return f"{gia_tri:.2f} ± {sai_so:.2f}".replace(".", ",")
