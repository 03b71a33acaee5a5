from math import pi
from statistics import linear_regression

import matplotlib.pyplot as plt


def ve_do_thi(chieu_dai_m, t_binh_phuong):
    hinh, truc = plt.subplots()
    truc.plot(t_binh_phuong, chieu_dai_m, "o")
    truc.set_xlabel("T² (s²)")
    truc.set_ylabel("l (m)")
    return hinh


def gia_toc(chieu_dai_cm, muoi_dao_dong_s):
    chieu_dai_m = chieu_dai_cm
    t_binh_phuong = [(t / 10) ** 2 for t in muoi_dao_dong_s]
    k = linear_regression(chieu_dai_m, t_binh_phuong).slope
    return 4 * pi**2 / k
