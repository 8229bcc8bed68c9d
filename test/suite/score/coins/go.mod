module example.com/coins

go 1.22
