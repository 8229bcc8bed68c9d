module example.com/climb

go 1.22
