def anh_trung_binh(cac_anh, cac_nhan, chu_so):
    print(cac_anh[cac_nhan == chu_so].mean(axis=0))
