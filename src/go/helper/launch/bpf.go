//go:build linux && (amd64 || arm64)

package main

import "runtime"

// Classic BPF, as seccomp(2) runs it over struct seccomp_data for each system call.
type instruction struct {
	code   uint16
	jt, jf uint8
	k      uint32
}

const (
	load   = 0x20 // A = the word at k
	and    = 0x54 // A &= k
	jump   = 0x05 // ahead by k
	equal  = 0x15 // A == k
	least  = 0x35 // A >= k
	answer = 0x06
)

// Where seccomp_data has the call's number, its architecture and the low word of each argument. Both architectures are
// little-endian; what a rule looks at are ints, so that the high word says nothing.
const (
	numberAt       = 0
	architectureAt = 4
)

func argumentAt(i int) uint32 { return uint32(16 + 8*i) }

const (
	allow  = 0x7fff0000
	kill   = 0x80000000
	failed = 0x00050000 // with an errno in the low half
	notify = 0x7fc00000
)

const (
	errPerm        = 1
	errAccess      = 13
	errNoSys       = 38
	errAddressType = 97
)

// x32 calls have this bit in their number, under amd64's architecture.
const x32 = 0x40000000

type architecture struct {
	audit    uint32
	numberOf func(number) int
}

var architectures = map[string]architecture{
	"amd64": {0xc000003e, func(n number) int { return n.amd64 }},
	"arm64": {0xc00000b7, func(n number) int { return n.arm64 }},
}

var here = architectures[runtime.GOARCH]

// compile makes the program: the first rule whose name and tests fit decides, else the call is allowed. A call by
// another architecture's convention ends the process, since its numbers mean something else.
func compile(arch architecture, rules []rule) []instruction {
	program := []instruction{
		{load, 0, 0, architectureAt},
		{equal, 1, 0, arch.audit},
		{answer, 0, 0, kill},
		{load, 0, 0, numberAt},
		{least, 0, 1, x32},
		{answer, 0, 0, failed | errNoSys},
	}
	for _, r := range rules {
		for _, name := range r.calls {
			n := arch.numberOf(numbers[name])
			if n == none {
				continue
			}
			body := testsOf(r.tests)
			body = append(body, instruction{answer, 0, 0, r.action})
			program = append(program,
				instruction{load, 0, 0, numberAt},
				instruction{equal, 0, uint8(len(body)), uint32(n)})
			program = append(program, body...)
		}
	}
	return append(program, instruction{answer, 0, 0, allow})
}

// testsOf goes on to what follows it where every test holds, and past the one instruction after that where one does not.
func testsOf(tests []test) []instruction {
	var made []instruction
	for i := len(tests) - 1; i >= 0; i-- {
		t := tests[i]
		// What is still to come, and the answer.
		past := len(made) + 1
		block := []instruction{{load, 0, 0, argumentAt(t.argument)}, {and, 0, 0, t.mask}}
		for j, value := range t.values {
			left := len(t.values) - 1 - j
			if t.not {
				block = append(block, instruction{equal, uint8(left + past), 0, value})
			} else {
				// The jump after the last value leads past; a value that fits jumps over it.
				block = append(block, instruction{equal, uint8(left + 1), 0, value})
			}
		}
		if !t.not {
			block = append(block, instruction{jump, 0, 0, uint32(past)})
		}
		made = append(block, made...)
	}
	return made
}
