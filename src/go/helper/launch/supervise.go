//go:build linux && (amd64 || arm64)

package main

import (
	"strconv"
	"syscall"
)

// maySupervise says whether the kernel, and a container around, let us take a socket of another process in hand.
func maySupervise() bool {
	_, _, errno := syscall.RawSyscall(pidfdGetfd, ^uintptr(0), ^uintptr(0), 0)
	return errno == syscall.EBADF
}

// supervise starts the program under a filter that leaves some calls to us, and answers them until it ends. This
// thread alone is confined, the others answer.
func supervise(p policy, path string, abi int) (int, error) {
	// Its files in /proc are nobody's, and what the program leaves over stays a descendant.
	control(dumpable, 0)
	control(adopt, 1)
	b, err := startBinder(func() error { return confine(p, abi) })
	if err != nil {
		return 0, err
	}
	if err := confine(p, abi); err != nil {
		return 0, err
	}
	listener, err := filterCalls(programFor(p, abi, true), newListener)
	if err != nil {
		// A container around has a supervisor of its own, and there is only one.
		if _, err := filterCalls(programFor(p, abi, false), 0); err != nil {
			return 0, err
		}
		return attend(p, path, nil)
	}
	i := &inside{listening: map[uint64]bool{}, abstract: map[string]bool{}}
	s := &supervisor{policy: p, listener: listener, names: map[int32]string{}, inside: i, binder: b}
	s.answers = map[string]func(*call) reply{
		"socket": onSocket, "connect": onConnect, "bind": onBind, "listen": onListen,
		"kill": onSignal, "tkill": onSignal, "tgkill": onSignal, "rt_sigqueueinfo": onSignal, "rt_tgsigqueueinfo": onSignal,
	}
	for _, name := range metadata {
		s.answers[name] = onMetadata(name)
	}
	for name := range s.answers {
		if n := here.numberOf(numbers[name]); n != none {
			s.names[int32(n)] = name
		}
	}
	go s.serve()
	return attend(p, path, i)
}

// text says in the words of /proc/net/snmp what was refused.
func (i *inside) text() string {
	i.Lock()
	defer i.Unlock()
	return "Launch: Unreachable Refused\nLaunch: " + strconv.Itoa(i.unreachable) + " " + strconv.Itoa(i.refused) + "\n"
}
