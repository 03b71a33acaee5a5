def diem_theo_so_anh(cac_so):
    diem = []
    for n in cac_so:
        may = day_may(x_hoc, y_hoc)
        diem.append(may.score(x_thi, y_thi))
    return diem
