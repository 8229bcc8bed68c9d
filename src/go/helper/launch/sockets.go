//go:build linux && (amd64 || arm64)

package main

import (
	"bytes"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"unsafe"
)

// What the program made itself, and may therefore reach, and what it was kept from.
type inside struct {
	sync.Mutex
	// Listening TCP sockets by their inode.
	listening map[uint64]bool
	// Names of sockets that are no files.
	abstract             map[string]bool
	refused, unreachable int
}

func (i *inside) count(n *int) {
	i.Lock()
	*n++
	i.Unlock()
}

const (
	offline        = syscall.ENETUNREACH
	longestAddress = 128
)

// onSocket refuses what an address could not be checked for later, and is called for nothing else.
func onSocket(c *call) reply {
	family, kind, protocol := int32(c.args[0]), c.args[1]&kindMask, int32(c.args[2])
	if family != familyUnix && kind == kindStream && protocol != 0 && protocol != protocolTCP {
		// Go asks for Multipath TCP first and goes on without it.
		return reply{errno: syscall.EPROTONOSUPPORT}
	}
	// Go may open one for UDP without sending anything.
	c.supervisor.inside.count(&c.supervisor.inside.refused)
	return reply{errno: syscall.EACCES}
}

func (c *call) address() ([]byte, error) {
	size := int32(c.args[2])
	if size < 2 || size > longestAddress {
		return nil, syscall.EINVAL
	}
	raw, err := c.memory(c.args[1], int(size))
	if err == nil && len(raw) < int(size) {
		err = syscall.EFAULT
	}
	return raw, err
}

func familyOf(raw []byte) int { return int(raw[0]) | int(raw[1])<<8 }

func portOf(raw []byte) int { return int(raw[2])<<8 | int(raw[3]) }

var mapped = []byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}

// ip is the address, an IPv4 one in four bytes; nil where it is cut short.
func ip(raw []byte) []byte {
	switch {
	case familyOf(raw) == familyInet && len(raw) >= 8:
		return raw[4:8]
	case familyOf(raw) == familyInet6 && len(raw) >= 24:
		if bytes.HasPrefix(raw[8:24], mapped) {
			return raw[20:24]
		}
		return raw[8:24]
	}
	return nil
}

func isZero(ip []byte) bool { return len(bytes.Trim(ip, "\x00")) == 0 }

func isLoopback(ip []byte) bool {
	if len(ip) == 4 {
		return ip[0] == 127
	}
	return len(ip) == 16 && ip[15] == 1 && isZero(ip[:15])
}

// addressed is what connect and bind are called with: a socket, and an address.
func (c *call) addressed() (fd int, raw []byte, err error) {
	if raw, err = c.address(); err == nil {
		fd, err = c.descriptor(c.args[0])
	}
	return fd, raw, err
}

func onConnect(c *call) reply {
	fd, raw, err := c.addressed()
	if err != nil {
		return fail(err)
	}
	s := c.supervisor
	switch family := familyOf(raw); {
	case family == familyUnix:
		return s.connectUnix(c, fd, raw)
	case family == familyInet || family == familyInet6:
		if s.policy.network || !s.policy.landlock {
			break
		}
		to := ip(raw)
		if to == nil {
			return fail(syscall.EINVAL)
		}
		if !isLoopback(to) && !isZero(to) {
			s.inside.count(&s.inside.unreachable)
			return fail(offline)
		}
		if !s.inside.listens(portOf(raw)) {
			s.inside.count(&s.inside.refused)
			return fail(syscall.ECONNREFUSED)
		}
	case family == syscall.AF_UNSPEC: // Dissolves what was connected.
	default:
		if !s.policy.network {
			return fail(syscall.EACCES)
		}
	}
	return done(with(syscall.SYS_CONNECT, fd, raw))
}

func with(number uintptr, fd int, raw []byte) error {
	_, _, errno := syscall.Syscall(number, uintptr(fd), uintptr(unsafe.Pointer(&raw[0])), uintptr(len(raw)))
	if errno != 0 {
		return errno
	}
	return nil
}

func (s *supervisor) connectUnix(c *call, fd int, raw []byte) reply {
	name := raw[2:]
	if len(name) == 0 {
		return fail(syscall.EINVAL)
	}
	if name[0] == 0 {
		s.inside.Lock()
		known := s.inside.abstract[string(name)]
		s.inside.Unlock()
		if !known {
			s.inside.count(&s.inside.refused)
			return fail(syscall.ECONNREFUSED)
		}
		return done(with(syscall.SYS_CONNECT, fd, raw))
	}
	at, real, err := c.locate(currentFolder, untilZero(name), true)
	if err != nil {
		return fail(err)
	}
	if !s.policy.connectable(at, real) {
		s.inside.count(&s.inside.refused)
		return fail(syscall.EACCES)
	}
	return done(with(syscall.SYS_CONNECT, fd, append([]byte{familyUnix, 0}, own(at)+"\x00"...)))
}

func untilZero(name []byte) string {
	if end := bytes.IndexByte(name, 0); end >= 0 {
		name = name[:end]
	}
	return string(name)
}

func onBind(c *call) reply {
	fd, raw, err := c.addressed()
	if err != nil {
		return fail(err)
	}
	s := c.supervisor
	switch family := familyOf(raw); {
	case family == familyUnix:
		return s.bindUnix(c, fd, raw)
	case (family == familyInet || family == familyInet6) && s.policy.landlock && !s.policy.network:
		own, ok := loopbackFor(fd, raw)
		if !ok {
			s.inside.count(&s.inside.unreachable)
			return fail(syscall.EADDRNOTAVAIL)
		}
		raw = own
	}
	return done(with(syscall.SYS_BIND, fd, raw))
}

const (
	levelIPv6 = 41
	onlyIPv6  = 26
)

// loopbackFor puts this machine's own address in the place of every address; others are refused.
func loopbackFor(fd int, raw []byte) ([]byte, bool) {
	at := ip(raw)
	if at == nil || isLoopback(at) {
		return raw, at != nil
	}
	if !isZero(at) {
		return nil, false
	}
	made := append([]byte{}, raw...)
	if familyOf(raw) == familyInet {
		copy(made[4:8], []byte{127, 0, 0, 1})
	} else if only, err := syscall.GetsockoptInt(fd, levelIPv6, onlyIPv6); err != nil || only != 0 {
		made[23] = 1
	} else {
		// Who listens on both is asked by the older address more often.
		copy(made[8:24], append(append([]byte{}, mapped...), 127, 0, 0, 1))
	}
	return made, true
}

func (s *supervisor) bindUnix(c *call, fd int, raw []byte) reply {
	if name := raw[2:]; len(name) > 0 && name[0] != 0 {
		from, err := c.folder(currentFolder)
		if err != nil {
			return fail(err)
		}
		return done(s.binder.bind(fd, from, raw))
	}
	if err := with(syscall.SYS_BIND, fd, raw); err != nil {
		return fail(err)
	}
	// A name of no letters lets the kernel choose one.
	if bound, err := nameOf(fd); err == nil && len(bound) > 2 {
		s.inside.Lock()
		s.inside.abstract[string(bound[2:])] = true
		s.inside.Unlock()
	}
	return reply{}
}

func nameOf(fd int) ([]byte, error) {
	raw := make([]byte, longestAddress)
	size := uint32(len(raw))
	_, _, errno := syscall.Syscall(syscall.SYS_GETSOCKNAME, uintptr(fd), uintptr(unsafe.Pointer(&raw[0])), uintptr(unsafe.Pointer(&size)))
	if errno != 0 {
		return nil, errno
	}
	return raw[:size], nil
}

func onListen(c *call) reply {
	fd, err := c.descriptor(c.args[0])
	if err != nil {
		return fail(err)
	}
	s := c.supervisor
	bound, err := nameOf(fd)
	if err != nil || len(bound) < 2 {
		return fail(syscall.EOPNOTSUPP)
	}
	family := familyOf(bound)
	inet := family == familyInet || family == familyInet6
	if inet && s.policy.landlock && !s.policy.network && portOf(bound) == 0 {
		// Without a name it would be given a port on every address.
		at, ok := loopbackFor(fd, bound)
		if !ok {
			return fail(syscall.EADDRNOTAVAIL)
		}
		if err := with(syscall.SYS_BIND, fd, at); err != nil {
			return fail(err)
		}
	}
	if err := syscall.Listen(fd, int(int32(c.args[1]))); err != nil {
		return fail(err)
	}
	var stat syscall.Stat_t
	if inet && syscall.Fstat(fd, &stat) == nil {
		s.inside.Lock()
		s.inside.listening[stat.Ino] = true
		s.inside.Unlock()
	}
	return reply{}
}

// listens says whether a socket that was made inside listens at a port.
func (i *inside) listens(port int) bool {
	for _, file := range []string{"/proc/self/net/tcp", "/proc/self/net/tcp6"} {
		text, _ := read(file)
		for _, line := range strings.Split(text, "\n") {
			// sl local remote state queues timer retransmits uid timeout inode
			f := strings.Fields(line)
			if len(f) < 10 || f[3] != "0A" {
				continue
			}
			at, err := strconv.ParseInt(f[1][strings.IndexByte(f[1], ':')+1:], 16, 32)
			inode, _ := strconv.ParseUint(f[9], 10, 64)
			i.Lock()
			known := i.listening[inode]
			i.Unlock()
			if err == nil && int(at) == port && known {
				return true
			}
		}
	}
	return false
}

// A binder makes sockets that are files, where and by the name that the program says, and no more than the program may
// make: on a thread with a folder of its own to start from, under the same Landlock.
type binder struct{ tasks chan task }

type task struct {
	fd, from int
	raw      []byte
	err      chan error
}

func (b *binder) bind(fd, from int, raw []byte) error {
	t := task{fd, from, raw, make(chan error)}
	b.tasks <- t
	return <-t.err
}

func startBinder(confine func() error) (*binder, error) {
	b, started := &binder{make(chan task)}, make(chan error)
	go func() {
		runtime.LockOSThread()
		const ownFolder = 0x200 // CLONE_FS
		if err := syscall.Unshare(ownFolder); err != nil {
			started <- err
			return
		}
		started <- confine()
		for t := range b.tasks {
			err := syscall.Fchdir(t.from)
			if err == nil {
				err = with(syscall.SYS_BIND, t.fd, t.raw)
			}
			t.err <- err
		}
	}()
	return b, <-started
}
