module example.com/rover

go 1.22
