from math import pi

import matplotlib.pyplot as plt


def ve_do_thi(chieu_dai_m, t_binh_phuong):
    hinh, truc = plt.subplots()
    truc.plot(chieu_dai_m, t_binh_phuong, "o")
    truc.set_xlabel("l (m)")
    truc.set_ylabel("T² (s²)")
    return hinh


def gia_toc(chieu_dai_cm, muoi_dao_dong_s):
    t_dau, t_cuoi = muoi_dao_dong_s[0] / 10, muoi_dao_dong_s[-1] / 10
    k = (t_cuoi**2 - t_dau**2) / (chieu_dai_cm[-1] / 100 - chieu_dai_cm[0] / 100)
    return 4 * pi**2 / k
