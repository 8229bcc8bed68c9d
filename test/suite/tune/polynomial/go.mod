module example.com/polynomial

go 1.22
