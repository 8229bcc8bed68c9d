package main

const (
	keyctl  = 250
	seccomp = 317
)
