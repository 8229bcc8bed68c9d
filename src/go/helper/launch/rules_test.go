//go:build linux && (amd64 || arm64)

package main

import (
	"fmt"
	"testing"
)

// run is what the kernel does with the program for one call.
func run(t *testing.T, program []instruction, audit uint32, nr int, args [6]uint32) uint32 {
	t.Helper()
	word := func(at uint32) uint32 {
		switch {
		case at == numberAt:
			return uint32(nr)
		case at == architectureAt:
			return audit
		case at >= 16 && (at-16)%8 == 0:
			return args[(at-16)/8]
		}
		t.Fatalf("reads at %d", at)
		return 0
	}
	var a uint32
	for pc := 0; ; pc++ {
		i := program[pc]
		branch := func(yes bool) {
			if yes {
				pc += int(i.jt)
			} else {
				pc += int(i.jf)
			}
		}
		switch i.code {
		case load:
			a = word(i.k)
		case and:
			a &= i.k
		case jump:
			pc += int(i.k)
		case equal:
			branch(a == i.k)
		case least:
			branch(a >= i.k)
		case answer:
			return i.k
		default:
			t.Fatalf("instruction %#x", i.code)
		}
	}
}

func TestAnswers(t *testing.T) {
	inBubblewrap, offline, online := policy{}, policy{landlock: true}, policy{landlock: true, network: true}
	asked := func(p policy) policy { p.supervise = true; return p }
	tests := []struct {
		name string
		p    policy
		abi  int
		args [6]uint32
		want uint32
	}{
		{"read", inBubblewrap, 0, [6]uint32{}, allow},
		{"mount", inBubblewrap, 0, [6]uint32{}, perm},
		{"ptrace", inBubblewrap, 0, [6]uint32{}, perm},
		{"io_uring_setup", inBubblewrap, 0, [6]uint32{}, perm},
		{"clone3", inBubblewrap, 0, [6]uint32{}, failed | errNoSys},
		{"clone", inBubblewrap, 0, [6]uint32{0x00004000 | 0x100 | 17}, allow},
		{"clone", inBubblewrap, 0, [6]uint32{0x10000000 | 17}, perm},
		{"clone", inBubblewrap, 0, [6]uint32{0x00020000 | 0x100}, perm},
		{"personality", inBubblewrap, 0, [6]uint32{whole}, allow},
		{"personality", inBubblewrap, 0, [6]uint32{0x0040000}, allow},
		{"personality", inBubblewrap, 0, [6]uint32{0x0400000}, perm},
		{"ioctl", inBubblewrap, 0, [6]uint32{1, 0x5412}, perm},
		{"ioctl", inBubblewrap, 0, [6]uint32{1, 0x541c}, perm},
		{"ioctl", inBubblewrap, 0, [6]uint32{1, 0x5413}, allow},
		{"mknodat", inBubblewrap, 0, [6]uint32{3, 0, 0x61b6}, perm},
		{"mknodat", inBubblewrap, 0, [6]uint32{3, 0, 0x11b6}, allow},
		{"socket", inBubblewrap, 0, [6]uint32{familyInet6, kindStream}, allow},
		{"socket", inBubblewrap, 0, [6]uint32{familyUnix, kindStream}, allow},
		{"socket", inBubblewrap, 0, [6]uint32{40, kindStream}, failed | errAddressType},
		{"socket", online, 7, [6]uint32{38, 5}, failed | errAddressType},
		{"socket", online, 7, [6]uint32{familyInet, kindDatagram}, allow},
		{"socket", offline, 7, [6]uint32{familyInet, kindStream}, access},
		{"fchmod", inBubblewrap, 0, [6]uint32{3}, allow},
		{"fchmod", offline, 7, [6]uint32{3}, perm},
		{"fsetxattr", offline, 7, [6]uint32{3}, perm},
		{"shmget", inBubblewrap, 0, [6]uint32{}, allow},
		{"shmget", offline, 7, [6]uint32{}, perm},
		{"prlimit64", offline, 7, [6]uint32{0, 7}, allow},
		{"prlimit64", offline, 7, [6]uint32{4711, 7}, perm},
		{"truncate", offline, 3, [6]uint32{}, allow},
		{"truncate", offline, 2, [6]uint32{}, access},
		{"openat", offline, 2, [6]uint32{0, 0, truncating}, access},
		{"openat", offline, 2, [6]uint32{0, 0, truncating | 1}, allow},
		{"openat", offline, 3, [6]uint32{0, 0, truncating}, allow},
		{"connect", inBubblewrap, 0, [6]uint32{}, allow},
		{"connect", asked(inBubblewrap), 0, [6]uint32{}, notify},
		{"socket", asked(inBubblewrap), 0, [6]uint32{familyUnix, kindStream}, allow},
		{"socket", asked(inBubblewrap), 0, [6]uint32{familyUnix, kindDatagram | 0x80000}, notify},
		{"socket", asked(inBubblewrap), 0, [6]uint32{familyInet, kindDatagram}, allow},
		{"fchmod", asked(inBubblewrap), 0, [6]uint32{3}, allow},
		{"fchmod", asked(offline), 7, [6]uint32{3}, notify},
		{"socket", asked(offline), 7, [6]uint32{familyInet, kindStream | 0x80000, 0}, allow},
		{"socket", asked(offline), 7, [6]uint32{familyInet6, kindStream, 262}, notify},
		{"socket", asked(offline), 7, [6]uint32{familyInet, kindDatagram}, notify},
		{"socket", asked(offline), 7, [6]uint32{familyNetlink, 3}, access},
		{"socket", asked(online), 7, [6]uint32{familyNetlink, 3}, allow},
		{"sendto", asked(offline), 7, [6]uint32{0, 0, 0, fastOpen | 0x40}, perm},
		{"sendto", asked(offline), 7, [6]uint32{0, 0, 0, 0x40}, allow},
		{"kill", asked(offline), 6, [6]uint32{1, 9}, allow},
		{"kill", asked(offline), 5, [6]uint32{1, 9}, notify},
		{"tgkill", asked(offline), 5, [6]uint32{1, 1, 23}, allow},
		{"tgkill", asked(offline), 5, [6]uint32{1, 1, 9}, notify},
	}
	numbers["read"] = number{0, 63}
	for goarch, arch := range architectures {
		for _, test := range tests {
			t.Run(fmt.Sprint(goarch, " ", test.name, test.args, test.abi), func(t *testing.T) {
				program := compile(arch, rulesFor(test.p, test.abi, test.p.supervise))
				nr := arch.numberOf(numbers[test.name])
				if nr == none {
					t.Skip("not a call of this architecture")
				}
				if got := run(t, program, arch.audit, nr, test.args); got != test.want {
					t.Errorf("got %#x, want %#x", got, test.want)
				}
			})
		}
	}
}

func TestOtherConventions(t *testing.T) {
	program := compile(architectures["amd64"], always)
	const i386 = 0x40000003
	if got := run(t, program, i386, 0, [6]uint32{}); got != kill {
		t.Errorf("a 32-bit call: got %#x", got)
	}
	if got := run(t, program, architectures["amd64"].audit, x32|165, [6]uint32{}); got != failed|errNoSys {
		t.Errorf("an x32 call: got %#x", got)
	}
}

// Every name in a rule has its number, or the rule would be silently void.
func TestNames(t *testing.T) {
	for _, p := range []policy{{}, {landlock: true}} {
		for _, abi := range []int{0, 1, 7} {
			for _, r := range append(rulesFor(p, abi, true), rulesFor(p, abi, false)...) {
				for _, name := range r.calls {
					if n, ok := numbers[name]; !ok || n.amd64 == none && n.arm64 == none {
						t.Error(name)
					}
				}
			}
		}
	}
}
