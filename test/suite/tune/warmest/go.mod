module example.com/warmest

go 1.22
