module example.com/tram

go 1.22
