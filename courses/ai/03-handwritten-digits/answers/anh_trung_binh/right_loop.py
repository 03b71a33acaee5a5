def anh_trung_binh(cac_anh, cac_nhan, chu_so):
    chon = [a for a, n in zip(cac_anh, cac_nhan, strict=True) if n == chu_so]
    return sum(chon) / len(chon)
