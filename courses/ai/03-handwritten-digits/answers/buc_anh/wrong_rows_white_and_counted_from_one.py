so_o = 8
dam_nhat = 0
muc_2_5 = 8
