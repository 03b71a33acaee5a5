def viet_ket_qua(gia_tri, sai_so, so_le):
    trai = f"{gia_tri:.{so_le}f}"
    phai = f"{sai_so:.{so_le}f}"
    ket_qua = trai + " ± " + phai
    return ket_qua.replace(".", ",")
