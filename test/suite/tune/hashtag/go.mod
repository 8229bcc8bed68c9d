module example.com/hashtag

go 1.22
