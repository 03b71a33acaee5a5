def chon_nguong(do_tin, dung, cac_nguong):
    for nguong in cac_nguong:
        tra_loi = do_tin >= nguong
        so_tra_loi = tra_loi.sum()
        so_sai = (tra_loi & ~dung).sum()
        if so_sai / so_tra_loi <= 0.01:
            return nguong
