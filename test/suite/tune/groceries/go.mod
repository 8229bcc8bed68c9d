module example.com/groceries

go 1.22
