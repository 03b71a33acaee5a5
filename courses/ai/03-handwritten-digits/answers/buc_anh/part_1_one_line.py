so_o = 64
