module example.com/nickname

go 1.22
