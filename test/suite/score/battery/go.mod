module example.com/battery

go 1.22
