def anh_trung_binh(cac_anh, cac_nhan, chu_so):
    return cac_anh.mean(axis=0)
