//go:build linux && (amd64 || arm64)

package main

import (
	"syscall"
	"unsafe"
)

// A request is a call that the filter leaves to us: its thread waits for the answer.
type request struct {
	id     uint64
	pid    uint32
	_      uint32
	number int32
	_      uint32
	_      uint64
	args   [6]uint64
}

// What a call gives; go on has the kernel carry it out, which only does where its arguments are no pointers.
type reply struct {
	value int64
	errno syscall.Errno
	goOn  bool
}

type response struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

const (
	newListener  = 1 << 3
	flagContinue = 1
	receive      = 0xc0502100
	send         = 0xc0182101
	stillValid   = 0x40082102
)

// A supervisor answers for one program and what it starts.
type supervisor struct {
	policy   policy
	listener uintptr
	names    map[int32]string
	answers  map[string]func(*call) reply
	inside   *inside
	binder   *binder
}

// serve ends with this process.
func (s *supervisor) serve() {
	for {
		var r request
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, s.listener, receive, uintptr(unsafe.Pointer(&r))); errno != 0 {
			if errno == syscall.EINTR || errno == syscall.ENOENT {
				continue
			}
			return
		}
		// One that waits must not keep the others waiting.
		go s.answer(r)
	}
}

func (s *supervisor) answer(r request) {
	out := reply{errno: syscall.EPERM}
	if decide, ok := s.answers[s.names[r.number]]; ok {
		c := &call{request: r, supervisor: s}
		out = decide(c)
		c.release()
	}
	made := response{id: r.id, value: out.value, errno: -int32(out.errno)}
	if out.goOn {
		made.flags = flagContinue
	}
	syscall.Syscall(syscall.SYS_IOCTL, s.listener, send, uintptr(unsafe.Pointer(&made)))
}

// valid says whether the thread still waits: else its number may be another process's by now.
func (c *call) valid() bool {
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, c.supervisor.listener, stillValid, uintptr(unsafe.Pointer(&c.id)))
	return errno == 0
}

// fail is a reply with an error.
func fail(err error) reply {
	if errno, ok := err.(syscall.Errno); ok {
		return reply{errno: errno}
	}
	return reply{errno: syscall.EPERM}
}

func done(err error) reply {
	if err != nil {
		return fail(err)
	}
	return reply{}
}
