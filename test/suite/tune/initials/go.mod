module example.com/initials

go 1.22
