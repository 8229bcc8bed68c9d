//go:build linux && (amd64 || arm64)

// Launch starts a program that is not trusted: under limits, without new rights or keys, with system calls refused
// that it never needs, and where nothing else keeps the files, under Landlock. It becomes the program, or waits for it
// where something is to be done at its end.
package main

import (
	"runtime"
	"syscall"
)

// Said where the program was not started; nothing runs with less protection than was asked for.
const notStarted = 125

func main() {
	// Filter, Landlock and keyring belong to a thread, and go over to what it executes.
	runtime.LockOSThread()
	code, err := launch(arguments())
	if err != nil {
		syscall.Write(2, []byte("stubwright launch: "+err.Error()+"\n"))
		code = notStarted
	}
	syscall.Exit(code)
}

func launch(args []string) (int, error) {
	p, err := parse(args)
	if err != nil {
		return 0, err
	}
	abi := 0
	if p.landlock {
		if abi = landlockVersion(p.newest); abi == 0 {
			return 0, problem{"landlock", syscall.ENOSYS}
		}
	}
	path, err := find(p.command[0])
	if err != nil {
		return 0, err
	}
	leaveKeys()
	if err := limit(p); err != nil {
		return 0, err
	}
	if err := renounce(); err != nil {
		return 0, err
	}
	if p.landlock {
		if err := confineFiles(p, abi); err != nil {
			return 0, err
		}
	}
	if err := filterCalls(compile(architectures[runtime.GOARCH], rulesFor(p, abi))); err != nil {
		return 0, err
	}
	if p.counters == "" {
		err := syscall.Exec(path, p.command, syscall.Environ())
		return 0, problem{path, err.(syscall.Errno)}
	}
	return attend(p, path)
}
