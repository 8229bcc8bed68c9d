module example.com/squeeze

go 1.22
