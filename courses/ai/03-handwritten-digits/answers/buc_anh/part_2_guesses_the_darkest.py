so_o = 8 * 8
dam_nhat = 16
muc_2_5 = 13
