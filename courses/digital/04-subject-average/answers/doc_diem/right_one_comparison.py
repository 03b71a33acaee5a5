def doc_diem(chu):
    chu = chu.strip()
    if chu in ("", "M"):
        return None
    diem = Decimal(chu.replace(",", "."))
    if not DIEM_THAP_NHAT <= diem <= DIEM_CAO_NHAT:
        raise ValueError(f"{chu} không nằm trong thang điểm")
    return diem
