si_so = 38
