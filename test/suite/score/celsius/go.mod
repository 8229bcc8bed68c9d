module example.com/celsius

go 1.22
