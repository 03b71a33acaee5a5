import matplotlib.pyplot as plt


def ve_do_thi(chieu_dai_m, t_binh_phuong):
    hinh, truc = plt.subplots()
    truc.plot(chieu_dai_m, t_binh_phuong, "o")
    truc.set_xlabel("l (m)")
    truc.set_ylabel("T² (s²)")
    return hinh


def gia_toc(chieu_dai_cm, muoi_dao_dong_s):
    raise NotImplementedError
