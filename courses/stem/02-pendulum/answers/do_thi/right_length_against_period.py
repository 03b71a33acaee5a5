from math import pi
from statistics import linear_regression

import matplotlib.pyplot as plt


def ve_do_thi(chieu_dai_m, t_binh_phuong):
    hinh, truc = plt.subplots()
    truc.plot(chieu_dai_m, t_binh_phuong, "o")
    truc.set_xlabel("l (m)")
    truc.set_ylabel("T² (s²)")
    return hinh


def gia_toc(chieu_dai_cm, muoi_dao_dong_s):
    chieu_dai_m = [x / 100 for x in chieu_dai_cm]
    t_binh_phuong = [(t / 10) ** 2 for t in muoi_dao_dong_s]
    k = linear_regression(t_binh_phuong, chieu_dai_m).slope
    return 4 * pi**2 * k
