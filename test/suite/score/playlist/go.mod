module example.com/playlist

go 1.22
