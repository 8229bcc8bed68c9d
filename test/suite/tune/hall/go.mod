module example.com/hall

go 1.22
