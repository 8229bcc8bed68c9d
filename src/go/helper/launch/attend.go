//go:build linux && (amd64 || arm64)

package main

import "syscall"

// attend starts the program, waits for it, and writes the network's counters down.
func attend(p policy, path string, i *inside) (int, error) {
	if p.landlock {
		// A namespace ends with its first process; here we are what the program's descendants have.
		control(adopt, 1)
		endWhenTold()
	}
	pid, err := syscall.ForkExec(path, p.command, &syscall.ProcAttr{
		Env:   syscall.Environ(),
		Files: []uintptr{0, 1, 2},
		// Nobody is left to run where this process is killed.
		Sys: &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL},
	})
	if err != nil {
		return 0, problem{path, err.(syscall.Errno)}
	}
	code, err := await(pid)
	if err == nil && p.counters != "" {
		writeCounters(p, i)
	}
	return code, err
}

// writeCounters leaves the file out where it cannot: nothing is concluded then.
func writeCounters(p policy, i *inside) {
	// What the program may have put there is no way to another file, and does not keep us waiting.
	flags := syscall.O_WRONLY | syscall.O_CREAT | syscall.O_TRUNC | syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC
	to, err := syscall.Open(p.counters, flags, 0o600)
	if err != nil {
		return
	}
	defer syscall.Close(to)
	if i != nil {
		syscall.Write(to, []byte(i.text()))
	}
	if p.landlock {
		return // The network is everybody's, and its counters too.
	}
	for _, from := range []string{"/proc/net/snmp", "/proc/net/snmp6"} {
		text, _ := read(from)
		syscall.Write(to, []byte(text))
	}
}
