//go:build linux && (amd64 || arm64)

package main

import (
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const parentDeath = 1 // PR_SET_PDEATHSIG

// keep stays outside of Landlock, where the program reaches it with no signal, and starts this launcher again to confine
// itself and the program. Whatever the program leaves, in whatever session, comes to us and is ended with it, or with
// whoever started us.
func keep(args []string) (int, error) {
	// Its files in /proc are nobody's.
	control(dumpable, 0)
	parent := syscall.Getppid()
	control(parentDeath, uintptr(syscall.SIGTERM))
	control(adopt, 1)
	endWhenTold()
	if syscall.Getppid() != parent {
		return 128 + int(syscall.SIGTERM), nil // It ended before that was set.
	}
	const self = "/proc/self/exe"
	pid, err := syscall.ForkExec(self, append([]string{os.Args[0], "-kept"}, args...), &syscall.ProcAttr{
		Env:   syscall.Environ(),
		Files: []uintptr{0, 1, 2},
		// A group of its own: what the program sends to its group does not come to us.
		Sys: &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM},
	})
	if err != nil {
		return 0, problem{self, err.(syscall.Errno)}
	}
	return await(pid)
}

// endWhenTold ends what descends from us, and this process, at SIGTERM.
func endWhenTold() {
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGTERM)
	go func() {
		<-told
		endDescendants()
		syscall.Exit(128 + int(syscall.SIGTERM))
	}()
}

// await gives the status that a child ends with, as a shell does, and ends what it left.
func await(pid int) (int, error) {
	var status syscall.WaitStatus
	for {
		// Also what the program left over comes to us.
		ended, err := syscall.Wait4(-1, &status, 0, nil)
		if err == nil && ended == pid {
			break
		}
		if err != nil && err != syscall.EINTR {
			return 0, problem{"wait", err.(syscall.Errno)}
		}
	}
	endDescendants()
	if status.Signaled() {
		return 128 + int(status.Signal()), nil
	}
	return status.ExitStatus(), nil
}

// endDescendants returns when there are none: those that fork meanwhile are seen in the next round. It works on a thread
// that is not confined.
func endDescendants() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for wait := time.Millisecond / 2; ; wait = min(2*wait, 50*time.Millisecond) {
			ended, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
			switch {
			case err == syscall.ECHILD:
				return
			case err == syscall.EINTR || err == nil && ended > 0:
				wait = time.Millisecond / 4
				continue
			}
			for _, pid := range descendants(syscall.Getpid()) {
				syscall.Kill(pid, syscall.SIGKILL)
			}
			// What is killed needs a moment to end.
			time.Sleep(wait)
		}
	}()
	<-done
}

// descendants are found by parents: nobody that we took in has another one.
func descendants(of int) []int {
	names, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	children := map[int][]int{}
	for _, entry := range names {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		if parent, ok := parentOf(pid); ok {
			children[parent] = append(children[parent], pid)
		}
	}
	found := append([]int{}, children[of]...)
	for i := 0; i < len(found); i++ {
		found = append(found, children[found[i]]...)
	}
	return found
}

// parentOf says nothing of what has ended and only waits to be asked about.
func parentOf(pid int) (int, bool) {
	stat, err := read("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0, false
	}
	// The command's name stands in parentheses and may hold spaces and parentheses itself.
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 2 {
		return 0, false
	}
	parent, err := strconv.Atoi(fields[1])
	return parent, err == nil
}
