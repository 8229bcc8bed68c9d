module example.com/result

go 1.22
