//go:build linux && (amd64 || arm64)

package main

import "syscall"

// attend starts the program, waits for it, and writes the network's counters down.
func attend(p policy, path string, i *inside) (int, error) {
	pid, err := syscall.ForkExec(path, p.command, &syscall.ProcAttr{
		Env:   syscall.Environ(),
		Files: []uintptr{0, 1, 2},
		// Nobody is left to run where this process is killed.
		Sys: &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL},
	})
	if err != nil {
		return 0, problem{path, err.(syscall.Errno)}
	}
	var status syscall.WaitStatus
	for {
		// Also what the program left over comes to us.
		var ended int
		ended, err = syscall.Wait4(-1, &status, 0, nil)
		if err == nil && ended == pid || err != nil && err != syscall.EINTR {
			break
		}
	}
	if err != nil {
		return 0, problem{"wait", err.(syscall.Errno)}
	}
	if p.counters != "" {
		writeCounters(p, i)
	}
	if status.Signaled() {
		return 128 + int(status.Signal()), nil
	}
	return status.ExitStatus(), nil
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
