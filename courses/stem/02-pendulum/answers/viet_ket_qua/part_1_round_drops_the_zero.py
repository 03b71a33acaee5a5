def viet_ket_qua(gia_tri, sai_so, so_le):
    return f"{round(gia_tri, so_le)} ± {round(sai_so, so_le)}".replace(".", ",")
