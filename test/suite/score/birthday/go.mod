module example.com/birthday

go 1.22
