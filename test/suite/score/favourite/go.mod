module example.com/favourite

go 1.22
