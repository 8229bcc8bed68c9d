module example.com/quarterturn

go 1.22
