def doc_diem(chu):
    chu = chu.strip()
    diem = chu.replace(",", ".")
    return diem
