module example.com/stars

go 1.22
