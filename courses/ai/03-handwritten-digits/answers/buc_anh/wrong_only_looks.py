print(anh[23].size, anh[23].max(), anh[23][2][5])
