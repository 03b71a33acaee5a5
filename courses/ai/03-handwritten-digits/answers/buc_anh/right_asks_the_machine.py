so_o = anh[23].size
dam_nhat = anh[23].max()
muc_2_5 = anh[23][2][5]
