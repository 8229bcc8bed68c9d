module example.com/exam

go 1.22
