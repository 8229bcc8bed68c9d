module example.com/without

go 1.22
