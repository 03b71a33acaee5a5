from math import pi
from statistics import mean

import matplotlib.pyplot as plt


def ve_do_thi(chieu_dai_m, t_binh_phuong):
    hinh, truc = plt.subplots()
    truc.plot(chieu_dai_m, t_binh_phuong, "o")
    truc.set_xlabel("l (m)")
    truc.set_ylabel("T² (s²)")
    return hinh


def gia_toc(chieu_dai_cm, muoi_dao_dong_s):
    return mean(
        [
            4 * pi**2 * (x / 100) / (t / 10) ** 2
            for x, t in zip(chieu_dai_cm, muoi_dao_dong_s, strict=True)
        ]
    )
