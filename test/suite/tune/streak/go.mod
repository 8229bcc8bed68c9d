module example.com/streak

go 1.22
