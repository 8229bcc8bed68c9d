module example.com/summits

go 1.22
