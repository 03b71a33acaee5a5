so_o = 64
dam_nhat = 15
muc_2_5 = 13
