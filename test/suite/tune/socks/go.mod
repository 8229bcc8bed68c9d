module example.com/socks

go 1.22
