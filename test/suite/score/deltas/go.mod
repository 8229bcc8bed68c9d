module example.com/deltas

go 1.22
