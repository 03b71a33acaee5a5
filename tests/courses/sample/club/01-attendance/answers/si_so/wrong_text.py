si_so = "40"
