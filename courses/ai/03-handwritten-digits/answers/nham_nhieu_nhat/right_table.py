def nham_nhieu_nhat(that, doan):
    bang = np.zeros((10, 10), dtype=int)
    for i in range(len(that)):
        if that[i] != doan[i]:
            bang[that[i]][doan[i]] += 1
    t, d = divmod(bang.argmax(), 10)
    return (t, d)
