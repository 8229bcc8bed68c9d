//go:build linux && (amd64 || arm64)

package main

import (
	"strings"
	"syscall"
	"unsafe"
)

const (
	limitNproc       = 6
	noNewPrivs       = 38
	joinSession      = 1
	setModeFilter    = 1
	namespacesCounts = 5<<16 | 14<<8
)

// limit sets what each process may use. Never address space: Go and the race detector reserve far more than they use.
func limit(p policy) error {
	amounts := []struct {
		resource int
		amount   uint64
	}{
		{syscall.RLIMIT_DATA, p.data},
		{syscall.RLIMIT_FSIZE, p.fileSize},
		{syscall.RLIMIT_NOFILE, p.files},
		{syscall.RLIMIT_CPU, p.cpu},
		{limitNproc, p.processes},
	}
	for _, l := range amounts {
		if l.amount == 0 || l.resource == limitNproc && !countsByNamespace() {
			continue
		}
		if err := lower(l.resource, l.amount); err != nil {
			return problem{"setrlimit", err.(syscall.Errno)}
		}
	}
	return syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}

// lower never raises: a limit of the person's own stays.
func lower(resource int, amount uint64) error {
	var now syscall.Rlimit
	if err := syscall.Getrlimit(resource, &now); err != nil {
		return err
	}
	if now.Max < amount {
		amount = now.Max
	}
	return syscall.Setrlimit(resource, &syscall.Rlimit{Cur: amount, Max: amount})
}

// countsByNamespace says whether processes are counted for a user namespace of our own, as they are since Linux 5.14;
// else the person's other processes would use the limit up.
func countsByNamespace() bool {
	// Who is who in the machine's own namespace: everybody is themselves.
	if ids, err := read("/proc/self/uid_map"); err != nil || strings.HasSuffix(strings.TrimSpace(ids), "4294967295") {
		return false
	}
	var name syscall.Utsname
	if syscall.Uname(&name) != nil {
		return false
	}
	version, part, parts := 0, 0, 0
	for _, c := range name.Release {
		if c >= '0' && c <= '9' {
			part = part*10 + int(c-'0')
			continue
		}
		version, part, parts = version<<8|part, 0, parts+1
		if parts == 2 {
			break
		}
	}
	return version<<8 >= namespacesCounts
}

// leaveFiles keeps what this process was handed open from the program: only the three standard ones go over. A folder's
// descriptor would lead out of any view of the file system.
func leaveFiles() {
	const closeRange, closeOnExec, first = 436, 4, 3
	if _, _, errno := syscall.RawSyscall(closeRange, first, ^uintptr(0)>>32, closeOnExec); errno == 0 {
		return
	}
	// Before Linux 5.11 one after the other.
	var open syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &open) != nil || open.Cur > 1<<16 {
		open.Cur = 1 << 16
	}
	for fd := first; fd < int(open.Cur); fd++ {
		syscall.CloseOnExec(fd)
	}
}

// leaveKeys joins an empty session keyring. Where that is refused, so is every other use of keys by the filter.
func leaveKeys() { syscall.RawSyscall(keyctl, joinSession, 0, 0) }

// renounce keeps programs from gaining rights by being executed, which a filter also needs.
func renounce() error {
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, noNewPrivs, 1, 0, 0, 0, 0); errno != 0 {
		return problem{"no_new_privs", errno}
	}
	return nil
}

// filterCalls installs the program on this thread, for what it executes and starts.
func filterCalls(program []instruction, flags uintptr) (uintptr, error) {
	length := struct {
		count   uint16
		program *instruction
	}{uint16(len(program)), &program[0]}
	fd, _, errno := syscall.RawSyscall(seccomp, setModeFilter, flags, uintptr(unsafe.Pointer(&length)))
	if errno != 0 {
		return 0, problem{"seccomp", errno}
	}
	return fd, nil
}

const (
	dropBound  = 24
	dumpable   = 4
	adopt      = 36 // PR_SET_CHILD_SUBREAPER
	capVersion = 0x20080522
	mostCaps   = 64
)

// dropCapabilities leaves root what everybody may do.
func dropCapabilities() error {
	for c := uintptr(0); c < mostCaps; c++ {
		syscall.RawSyscall6(syscall.SYS_PRCTL, dropBound, c, 0, 0, 0, 0)
	}
	header := struct {
		version uint32
		pid     int32
	}{version: capVersion}
	var none [6]uint32
	if _, _, errno := syscall.RawSyscall(syscall.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&none)), 0); errno != 0 {
		return problem{"capset", errno}
	}
	return nil
}

func control(option, value uintptr) {
	syscall.RawSyscall6(syscall.SYS_PRCTL, option, value, 0, 0, 0, 0)
}
