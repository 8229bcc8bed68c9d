module stubwright/helper

go 1.21
