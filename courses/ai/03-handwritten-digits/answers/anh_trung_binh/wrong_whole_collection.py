def anh_trung_binh(cac_anh, cac_nhan, chu_so):
    return anh[nhan == chu_so].mean(axis=0)
