module example.com/bicycle

go 1.22
