module example.com/pricetag

go 1.22
