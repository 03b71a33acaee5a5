def cham_may(so_thi, hat):
    x_hoc, x_thi, y_hoc, y_thi = train_test_split(x, y, test_size=so_thi, random_state=hat)
    may = day_may(x_hoc, y_hoc)
    return 1 - may.score(x_thi, y_thi)
