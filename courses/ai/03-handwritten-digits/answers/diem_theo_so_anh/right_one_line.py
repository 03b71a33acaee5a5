def diem_theo_so_anh(cac_so):
    return [day_may(x_hoc[:n], y_hoc[:n]).score(x_thi, y_thi) for n in cac_so]
