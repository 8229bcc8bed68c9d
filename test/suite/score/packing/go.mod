module example.com/packing

go 1.22
