module example.com/underline

go 1.22
