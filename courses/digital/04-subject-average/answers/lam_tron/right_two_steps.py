def lam_tron(so):
    mot_chu_so = Decimal("0.1")
    ket_qua = so.quantize(mot_chu_so, ROUND_HALF_UP)
    return ket_qua
