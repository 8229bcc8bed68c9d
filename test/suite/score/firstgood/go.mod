module example.com/firstgood

go 1.22
