def doc_diem(chu):
    chu = chu.strip()
    if chu == "" or chu == "M":
        print("chưa có điểm")
    print(chu.replace(",", "."))
