def doc_diem(chu):
    chu = chu.strip()
    if chu == "" or chu == "M":
        return None
    diem = Decimal(chu.replace(",", "."))
    if diem < DIEM_THAP_NHAT or diem > DIEM_CAO_NHAT:
        print("ngoài thang điểm")
    return diem
