module example.com/funnel

go 1.22
