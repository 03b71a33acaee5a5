def diem_theo_so_anh(cac_so):
    diem = []
    for n in [50, 200, 800]:
        may = day_may(x_hoc[:n], y_hoc[:n])
        diem.append(may.score(x_thi, y_thi))
    return diem
