module example.com/ticket

go 1.22
