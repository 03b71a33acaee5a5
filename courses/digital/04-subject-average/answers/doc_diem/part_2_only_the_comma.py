def doc_diem(chu):
    chu = chu.strip()
    diem = Decimal(chu.replace(",", "."))
    return diem
