//go:build linux && (amd64 || arm64)

package main

import (
	"bytes"
	"strconv"
	"strings"
	"syscall"
)

// A call with what was opened to answer it.
type call struct {
	request
	supervisor *supervisor
	opened     []int
}

func (c *call) release() {
	for _, fd := range c.opened {
		syscall.Close(fd)
	}
}

func (c *call) keep(fd int, err error) (int, error) {
	if err == nil {
		c.opened = append(c.opened, fd)
	}
	return fd, err
}

func (c *call) proc(name string) string { return "/proc/" + strconv.Itoa(int(c.pid)) + "/" + name }

// memory copies bytes out of the caller: what it changes afterwards has no effect.
func (c *call) memory(at uint64, size int) ([]byte, error) {
	fd, err := c.keep(syscall.Open(c.proc("mem"), syscall.O_RDONLY|syscall.O_CLOEXEC, 0))
	if err != nil {
		return nil, err
	}
	if !c.valid() {
		return nil, syscall.ESRCH
	}
	buffer := make([]byte, size)
	n, err := syscall.Pread(fd, buffer, int64(at))
	if err != nil {
		return nil, syscall.EFAULT
	}
	return buffer[:n], nil
}

const longestPath = 4096

func (c *call) text(at uint64) (string, error) {
	// Not beyond the page, after which nothing may be mapped.
	var whole []byte
	for len(whole) < longestPath {
		size := 4096 - int(at%4096)
		part, err := c.memory(at, size)
		if err != nil {
			return "", err
		}
		if end := bytes.IndexByte(part, 0); end >= 0 {
			return string(append(whole, part[:end]...)), nil
		}
		if len(part) < size {
			return "", syscall.EFAULT
		}
		whole, at = append(whole, part...), at+uint64(size)
	}
	return "", syscall.ENAMETOOLONG
}

// descriptor is the caller's, as one of our own: what it stands for cannot be changed any more.
func (c *call) descriptor(fd uint64) (int, error) {
	// The thread's group: a pidfd is of a process.
	group, err := groupOf(int(c.pid))
	if err != nil {
		return -1, err
	}
	pidfd, _, errno := syscall.Syscall(pidfdOpen, uintptr(group), 0, 0)
	if errno != 0 {
		return -1, errno
	}
	defer syscall.Close(int(pidfd))
	if !c.valid() {
		return -1, syscall.ESRCH
	}
	own, _, errno := syscall.Syscall(pidfdGetfd, pidfd, uintptr(uint32(fd)), 0)
	if errno != 0 {
		return -1, errno
	}
	return c.keep(int(own), nil)
}

const (
	pidfdOpen  = 434
	pidfdGetfd = 438
	// AT_FDCWD, an int, as a register has it.
	currentFolder = 1<<32 - 100
)

// folder is the one that a call's relative path starts from.
func (c *call) folder(fd uint64) (int, error) {
	if uint32(fd) == currentFolder {
		at, err := c.keep(syscall.Open(c.proc("cwd"), openPath|syscall.O_CLOEXEC, 0))
		if err == nil && !c.valid() {
			return -1, syscall.ESRCH
		}
		return at, err
	}
	return c.descriptor(fd)
}

// locate opens what a path names for the caller, without reading it, and says where it really is.
func (c *call) locate(fd uint64, path string, follow bool) (int, string, error) {
	if path == "" {
		return -1, "", syscall.ENOENT
	}
	from := -1
	if !strings.HasPrefix(path, "/") {
		var err error
		if from, err = c.folder(fd); err != nil {
			return -1, "", err
		}
	}
	flags := openPath | syscall.O_CLOEXEC
	if !follow {
		flags |= syscall.O_NOFOLLOW
	}
	at, err := c.keep(syscall.Openat(from, path, flags, 0))
	if err != nil {
		return -1, "", err
	}
	real, err := realOf(at)
	return at, real, err
}

func own(fd int) string { return "/proc/self/fd/" + strconv.Itoa(fd) }

func realOf(fd int) (string, error) {
	buffer := make([]byte, longestPath)
	n, err := syscall.Readlink(own(fd), buffer)
	if err != nil {
		return "", err
	}
	return string(buffer[:n]), nil
}

// writable says whether the policy lets this be changed; the path has no symbolic links.
func (p policy) writable(path string) bool { return isBelow(path, p.write) }

// connectable says whether a socket that is a file may be reached: the program's own, and with the network also others
// that it sees. In bubblewrap its own are where it can write, and others that are seen are mounted read-only.
func (p policy) connectable(at int, path string) bool {
	if isBelow(path, p.sockets) {
		return true
	}
	if p.landlock {
		return p.writable(path) || p.network && isBelow(path, p.read)
	}
	return p.network || !isReadOnly(at)
}

func isReadOnly(at int) bool {
	var system syscall.Statfs_t
	const readOnly = 1
	return syscall.Fstatfs(at, &system) != nil || system.Flags&readOnly != 0
}

func isBelow(path string, dirs []string) bool {
	for _, dir := range dirs {
		if path == dir || strings.HasPrefix(path, dir+"/") {
			return true
		}
	}
	return false
}

func groupOf(thread int) (int, error) { return field(thread, "Tgid:") }

func field(pid int, name string) (int, error) {
	text, err := read("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, err
	}
	for _, line := range strings.Split(text, "\n") {
		if rest, ok := strings.CutPrefix(line, name); ok {
			return strconv.Atoi(strings.TrimSpace(rest))
		}
	}
	return 0, syscall.ESRCH
}

func read(path string) (string, error) {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return "", err
	}
	defer syscall.Close(fd)
	var text []byte
	buffer := make([]byte, 1<<16)
	for {
		n, err := syscall.Read(fd, buffer)
		if n <= 0 || err != nil {
			return string(text), err
		}
		text = append(text, buffer[:n]...)
	}
}
