//go:build linux && (amd64 || arm64)

package main

import "syscall"

// onSignal lets a program signal itself and what it started, before Landlock sees to that. Its arguments are numbers:
// the kernel carries it out.
func onSignal(c *call) reply {
	target := int(int32(c.args[0]))
	switch {
	case target == -1:
		return fail(syscall.EPERM)
	case target == 0:
		return reply{goOn: true}
	case target < -1:
		target = -target
		if target == syscall.Getpgrp() {
			return reply{goOn: true}
		}
	}
	if isInside(target) {
		return reply{goOn: true}
	}
	return fail(syscall.EPERM)
}

// isInside follows parents: what loses its own is ours, since we take in what is left over.
func isInside(pid int) bool {
	for steps := 0; pid > 1 && steps < 1<<10; steps++ {
		if pid == syscall.Getpid() {
			return steps > 0
		}
		parent, err := field(pid, "PPid:")
		if err != nil {
			return false
		}
		pid = parent
	}
	return false
}
