//go:build linux && (amd64 || arm64)

package main

import (
	"strconv"
	"syscall"
	"unsafe"
)

const (
	createRuleset = 444
	addRule       = 445
	restrictSelf  = 446
)

const (
	execute = 1 << iota
	writeFile
	readFile
	readDir
	removeDir
	removeFile
	makeChar
	makeDir
	makeReg
	makeSock
	makeFifo
	makeBlock
	makeSym
	refer
	truncate
	ioctlDevice
)

const (
	reading = execute | readFile | readDir
	writing = reading | writeFile | removeDir | removeFile | makeDir | makeReg | makeSock | makeFifo | makeSym | refer |
		truncate
	// Of a rule for a file, not a folder.
	ofFile = execute | writeFile | readFile | truncate
	all    = 1<<16 - 1
)

// What each version handles beside the one before.
func handled(abi int) uint64 {
	switch {
	case abi < 2:
		return all &^ (refer | truncate | ioctlDevice)
	case abi < 3:
		return all &^ (truncate | ioctlDevice)
	case abi < 5:
		return all &^ ioctlDevice
	}
	return all
}

// landlockVersion is 0 where the kernel has none, or has it switched off.
func landlockVersion(newest int) int {
	v, _, errno := syscall.RawSyscall(createRuleset, 0, 0, 1)
	if errno != 0 {
		return 0
	}
	if int(v) > newest {
		return newest
	}
	return int(v)
}

type ruleset struct{ files, network, scoped uint64 }

// prepareFiles makes the set of rules. What does not exist is left out.
func prepareFiles(p policy, abi int) (uintptr, error) {
	attr, size := ruleset{files: handled(abi)}, uintptr(8)
	if abi >= 4 {
		size = 16
		if !p.network && !p.supervise {
			attr.network = 3 // bind and connect of TCP
		}
	}
	if abi >= 6 {
		size = 24
		attr.scoped = 3 // abstract sockets and signals
	}
	fd, _, errno := syscall.RawSyscall(createRuleset, uintptr(unsafe.Pointer(&attr)), size, 0)
	if errno != 0 {
		return 0, problem{"landlock_create_ruleset", errno}
	}
	for _, r := range []struct {
		paths  []string
		rights uint64
	}{{p.list, readDir}, {p.read, reading}, {p.write, writing}} {
		for _, path := range r.paths {
			if err := permit(fd, path, r.rights&handled(abi)); err != nil {
				return 0, err
			}
		}
	}
	return fd, nil
}

// confineFiles lets this thread, and what it starts, open only what the rules name.
func confineFiles(set uintptr) error {
	if _, _, errno := syscall.RawSyscall(restrictSelf, set, 0, 0); errno != 0 {
		return problem{"landlock_restrict_self", errno}
	}
	return nil
}

const openPath = 0x200000

func permit(ruleset uintptr, path string, rights uint64) error {
	at, err := syscall.Open(path, openPath|syscall.O_CLOEXEC, 0)
	if err == syscall.ENOENT || err == syscall.EACCES || err == syscall.ENOTDIR {
		return nil
	}
	if err != nil {
		return problem{path, err.(syscall.Errno)}
	}
	defer syscall.Close(at)
	var stat syscall.Stat_t
	if err := syscall.Fstat(at, &stat); err != nil {
		return problem{path, err.(syscall.Errno)}
	}
	if stat.Mode&syscall.S_IFMT != syscall.S_IFDIR {
		rights &= ofFile
	}
	if rights == 0 {
		return nil
	}
	// struct landlock_path_beneath_attr is packed: eight bytes and four.
	var attr [12]byte
	*(*uint64)(unsafe.Pointer(&attr[0])) = rights
	*(*int32)(unsafe.Pointer(&attr[8])) = int32(at)
	if _, _, errno := syscall.RawSyscall6(addRule, ruleset, 1, uintptr(unsafe.Pointer(&attr[0])), 0, 0, 0); errno != 0 {
		return problem{"landlock_add_rule " + path, errno}
	}
	return nil
}

// A problem is what did not work, and the kernel's answer.
type problem struct {
	what  string
	errno syscall.Errno
}

func (p problem) Error() string {
	return p.what + ": " + p.errno.Error() + " (" + strconv.Itoa(int(p.errno)) + ")"
}
