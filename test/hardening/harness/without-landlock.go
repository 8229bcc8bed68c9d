// Starts a command for which the kernel has no Landlock, as on an older Linux.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"unsafe"
)

const (
	landlockFirst = 444
	landlockLast  = 446
	noNewPrivs    = 38
	setSeccomp    = 22
	modeFilter    = 2
)

type filter struct {
	code   uint16
	jt, jf uint8
	k      uint32
}

type program struct {
	length uint16
	first  *filter
}

func main() {
	path, err := exec.LookPath(os.Args[1])
	if err != nil {
		fail(err)
	}
	filters := []filter{
		{0x20, 0, 0, 0},             // The number of the system call.
		{0x35, 0, 2, landlockFirst}, // At least this?
		{0x25, 1, 0, landlockLast},  // More than that?
		{0x06, 0, 0, 0x00050000 | uint32(syscall.ENOSYS)},
		{0x06, 0, 0, 0x7fff0000},
	}
	runtime.LockOSThread()
	prctl(noNewPrivs, 1, 0)
	prctl(setSeccomp, modeFilter, uintptr(unsafe.Pointer(&program{uint16(len(filters)), &filters[0]})))
	fail(syscall.Exec(path, os.Args[1:], os.Environ()))
}

func prctl(option, first, second uintptr) {
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, option, first, second, 0, 0, 0); errno != 0 {
		fail(errno)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "without-landlock:", err)
	os.Exit(1)
}
