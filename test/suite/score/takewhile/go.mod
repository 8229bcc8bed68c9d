module example.com/takewhile

go 1.22
