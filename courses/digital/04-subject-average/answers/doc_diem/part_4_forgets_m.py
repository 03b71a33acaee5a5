def doc_diem(chu):
    chu = chu.strip()
    if chu == "":
        return None
    diem = Decimal(chu.replace(",", "."))
    if diem < DIEM_THAP_NHAT or diem > DIEM_CAO_NHAT:
        raise ValueError("ngoài thang điểm")
    return diem
