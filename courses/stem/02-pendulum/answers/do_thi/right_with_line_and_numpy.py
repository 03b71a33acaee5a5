import matplotlib.pyplot as plt
import numpy as np


def ve_do_thi(chieu_dai_m, t_binh_phuong):
    hinh, truc = plt.subplots()
    truc.scatter(chieu_dai_m, t_binh_phuong)
    k, b = np.polyfit(chieu_dai_m, t_binh_phuong, 1)
    truc.plot(chieu_dai_m, [k * x + b for x in chieu_dai_m])
    truc.set_xlabel("chiều dài (m)")
    truc.set_ylabel("T^2 (s^2)")
    truc.grid()
    return hinh


def gia_toc(chieu_dai_cm, muoi_dao_dong_s):
    dai = np.array(chieu_dai_cm) / 100
    t = np.array(muoi_dao_dong_s) / 10
    return 4 * np.pi**2 / np.polyfit(dai, t**2, 1)[0]
