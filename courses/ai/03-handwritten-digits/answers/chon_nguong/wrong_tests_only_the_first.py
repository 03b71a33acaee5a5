def chon_nguong(do_tin, dung, cac_nguong):
    for nguong in cac_nguong:
        tra_loi = do_tin >= nguong
        so_tra_loi = tra_loi.sum()
        so_sai = (tra_loi & ~dung).sum()
        if so_sai <= 0.01 * so_tra_loi:
            return nguong
        return None
