module example.com/elevator

go 1.22
