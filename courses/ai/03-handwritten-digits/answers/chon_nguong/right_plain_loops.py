def chon_nguong(do_tin, dung, cac_nguong):
    for nguong in cac_nguong:
        so_tra_loi = 0
        so_sai = 0
        for tin, cau_dung in zip(do_tin, dung, strict=True):
            if tin >= nguong:
                so_tra_loi += 1
                if not cau_dung:
                    so_sai += 1
        if so_tra_loi == 0 or so_sai / so_tra_loi <= 0.01:
            return nguong
