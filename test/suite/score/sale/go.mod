module example.com/sale

go 1.22
