module example.com/rocket

go 1.22
