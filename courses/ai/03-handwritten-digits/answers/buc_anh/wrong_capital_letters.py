So_o = 64
Dam_nhat = 15
Muc_2_5 = 13
