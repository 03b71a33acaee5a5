def nham_nhieu_nhat(that, doan):
    cac_cap = [(t, d) for t, d in zip(nhan_that, may_doc, strict=True) if t != d]
    return Counter(cac_cap).most_common(1)[0][0]
