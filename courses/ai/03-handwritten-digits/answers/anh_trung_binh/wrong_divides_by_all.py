def anh_trung_binh(cac_anh, cac_nhan, chu_so):
    chon = cac_anh[cac_nhan == chu_so]
    return chon.sum(axis=0) / len(cac_anh)
