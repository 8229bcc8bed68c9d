module example.com/crates

go 1.22
