package main

const (
	keyctl  = 219
	seccomp = 277
)
