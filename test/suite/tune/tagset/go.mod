module example.com/tagset

go 1.22
