def nham_nhieu_nhat(that, doan):
    for t, d in zip(that, doan, strict=True):
        if t != d:
            return (t, d)
