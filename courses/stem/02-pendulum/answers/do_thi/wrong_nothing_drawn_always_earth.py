import matplotlib.pyplot as plt


def ve_do_thi(chieu_dai_m, t_binh_phuong):
    hinh, truc = plt.subplots()
    truc.set_title(9.81)
    return hinh


def gia_toc(chieu_dai_cm, muoi_dao_dong_s):
    return 9.81
