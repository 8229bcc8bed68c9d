module example.com/runnerup

go 1.22
