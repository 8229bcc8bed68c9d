module example.com/latest

go 1.22
