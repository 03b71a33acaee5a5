def cham_may(so_thi, hat):
    x_hoc, x_thi, y_hoc, y_thi = train_test_split(x, y, test_size=so_thi, random_state=hat)
    may = day_may(x_hoc, y_hoc)
    dung = 0
    for t, d in zip(y_thi, may.predict(x_thi), strict=True):
        if t == d:
            dung = dung + 1
    return dung / so_thi
