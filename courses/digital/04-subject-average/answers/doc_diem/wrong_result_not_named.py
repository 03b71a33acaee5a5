def doc_diem(chu):
    chu = chu.strip()
    Decimal(chu.replace(",", "."))
    return diem
