module example.com/speakers

go 1.22
