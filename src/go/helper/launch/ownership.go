//go:build linux && (amd64 || arm64)

package main

import (
	"syscall"
	"unsafe"
)

const (
	noFollow  = 0x100
	emptyPath = 0x1000
)

// onMetadata changes the mode, owner and times of what the program may write, and of nothing else: Landlock asks only
// who owns a file.
func onMetadata(name string) func(*call) reply {
	return func(c *call) reply {
		a := c.args
		switch name {
		case "chmod":
			return c.change(currentFolder, a[0], 0, mode(a[1]))
		case "fchmod":
			return c.changeOpen(a[0], mode(a[1]))
		case "fchmodat":
			return c.change(a[0], a[1], 0, mode(a[2]))
		case "fchmodat2":
			return c.change(a[0], a[1], a[3], mode(a[2]))
		case "chown":
			return c.change(currentFolder, a[0], 0, owner(a[1], a[2]))
		case "lchown":
			return c.change(currentFolder, a[0], noFollow, owner(a[1], a[2]))
		case "fchown":
			return c.changeOpen(a[0], owner(a[1], a[2]))
		case "fchownat":
			return c.change(a[0], a[1], a[4], owner(a[2], a[3]))
		case "utimensat":
			set, err := c.times(a[2])
			if err != nil {
				return fail(err)
			}
			if a[1] == 0 {
				return c.changeOpen(a[0], set)
			}
			return c.change(a[0], a[1], a[3], set)
		}
		return fail(syscall.EPERM)
	}
}

// An operation is applied to a path of our own for what was checked.
type operation func(path string) error

func mode(bits uint64) operation {
	return func(path string) error { return syscall.Chmod(path, uint32(bits)&0o7777) }
}

// owner lets who may give files away, as root may, give none away.
func owner(uid, gid uint64) operation {
	return func(path string) error {
		if u := int(int32(uid)); u != -1 && u != syscall.Getuid() {
			return syscall.EPERM
		}
		if g := int(int32(gid)); g != -1 && g != syscall.Getgid() {
			return syscall.EPERM
		}
		return syscall.Chown(path, int(int32(uid)), int(int32(gid)))
	}
}

func (c *call) times(at uint64) (operation, error) {
	var times [4]int64
	given := uintptr(0)
	if at != 0 {
		raw, err := c.memory(at, int(unsafe.Sizeof(times)))
		if err != nil || len(raw) < int(unsafe.Sizeof(times)) {
			return nil, syscall.EFAULT
		}
		copy((*[unsafe.Sizeof(times)]byte)(unsafe.Pointer(&times))[:], raw)
		given = 1
	}
	return func(path string) error {
		name, err := syscall.BytePtrFromString(path)
		if err != nil {
			return err
		}
		var to unsafe.Pointer
		if given != 0 {
			to = unsafe.Pointer(&times)
		}
		_, _, errno := syscall.Syscall6(syscall.SYS_UTIMENSAT, currentFolder, uintptr(unsafe.Pointer(name)), uintptr(to), 0, 0, 0)
		if errno != 0 {
			return errno
		}
		return nil
	}, nil
}

func (c *call) change(fd, path, flags uint64, apply operation) reply {
	name, err := c.text(path)
	if err != nil {
		return fail(err)
	}
	if name == "" && flags&emptyPath != 0 {
		return c.changeOpen(fd, apply)
	}
	at, real, err := c.locate(fd, name, flags&noFollow == 0)
	if err != nil {
		return fail(err)
	}
	return c.changeAt(at, real, apply)
}

func (c *call) changeOpen(fd uint64, apply operation) reply {
	at, err := c.descriptor(fd)
	if err != nil {
		return fail(err)
	}
	real, err := realOf(at)
	if err != nil {
		return fail(err)
	}
	return c.changeAt(at, real, apply)
}

func (c *call) changeAt(at int, real string, apply operation) reply {
	if !c.supervisor.policy.writable(real) {
		return fail(syscall.EROFS)
	}
	var stat syscall.Stat_t
	if err := syscall.Fstat(at, &stat); err != nil {
		return fail(err)
	}
	if stat.Mode&syscall.S_IFMT == syscall.S_IFLNK {
		// By our own path it would be followed.
		return fail(syscall.EOPNOTSUPP)
	}
	return done(apply(own(at)))
}
