//go:build linux && (amd64 || arm64)

// Launch starts a program that is not trusted: under limits, without new rights or keys, with system calls refused
// that it never needs, and where nothing else keeps the files, under Landlock. It becomes the program, or waits for it
// where something is to be done at its end: under Landlock as two processes, since the inner one is within reach.
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
	if p.landlock && !p.kept {
		leaveFiles()
		return keep(args)
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
	for _, paths := range [][]string{p.read, p.write, p.sockets} {
		for i, path := range paths {
			paths[i] = realPath(path)
		}
	}
	if p.folder != "" {
		if err := syscall.Chdir(p.folder); err != nil {
			return 0, problem{p.folder, err.(syscall.Errno)}
		}
	}
	leaveFiles()
	leaveKeys()
	if err := limit(p); err != nil {
		return 0, err
	}
	if p.supervise = p.supervise && maySupervise(); p.supervise {
		return supervise(p, path, abi)
	}
	if err := confine(p, abi); err != nil {
		return 0, err
	}
	if _, err := filterCalls(programFor(p, abi, false), 0); err != nil {
		return 0, err
	}
	if p.counters != "" || p.landlock {
		return attend(p, path, nil)
	}
	err = syscall.Exec(path, p.command, syscall.Environ())
	return 0, problem{path, err.(syscall.Errno)}
}

// confine is what this thread and all that it starts lose, but for calls.
func confine(p policy, abi int) error {
	if err := renounce(); err != nil || !p.landlock {
		return err
	}
	set, err := prepareFiles(p, abi)
	if err != nil {
		return err
	}
	defer syscall.Close(int(set))
	// What root may read by its capabilities was opened before.
	if err := dropCapabilities(); err != nil {
		return err
	}
	return confineFiles(set)
}

func programFor(p policy, abi int, supervising bool) []instruction {
	return compile(here, rulesFor(p, abi, supervising))
}

func realPath(path string) string {
	at, err := syscall.Open(path, openPath|syscall.O_CLOEXEC, 0)
	if err != nil {
		return path
	}
	defer syscall.Close(at)
	if real, err := realOf(at); err == nil {
		return real
	}
	return path
}
