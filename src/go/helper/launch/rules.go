//go:build linux && (amd64 || arm64)

package main

// A rule answers calls by name whose arguments pass every test.
type rule struct {
	action uint32
	calls  []string
	tests  []test
}

// A test holds where the argument, masked, is one of the values; with not, where it is none of them.
type test struct {
	argument int
	mask     uint32
	not      bool
	values   []uint32
}

const whole = 0xffffffff

// Namespaces by clone: mount, cgroup, UTS, IPC, user, PID, network.
const newNamespaces = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000

const (
	familyUnix    = 1
	familyInet    = 2
	familyInet6   = 10
	familyNetlink = 16

	kindStream   = 1
	kindDatagram = 2
	kindMask     = 0xf // without SOCK_NONBLOCK and SOCK_CLOEXEC

	protocolTCP = 6
	fastOpen    = 0x20000000 // MSG_FASTOPEN connects without connect

	accessMode = 3
	truncating = 0x200
)

var perm, access uint32 = failed | errPerm, failed | errAccess

// Never needed by a test, and what breaks out is made of them: other file systems, other processes, keys, namespaces,
// the kernel's own programs, the machine.
var always = []rule{
	{perm, []string{
		"mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "open_tree_attr", "fsopen", "fsconfig",
		"fsmount", "fspick", "mount_setattr", "swapon", "swapoff",
		"ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_getfd",
		"keyctl", "add_key", "request_key",
		"unshare", "setns",
		"bpf", "userfaultfd", "perf_event_open", "io_uring_setup", "io_uring_enter", "io_uring_register",
		"kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot",
		"open_by_handle_at", "fanotify_init", "fanotify_mark", "quotactl", "quotactl_fd", "acct", "syslog",
		"nfsservctl", "lookup_dcookie", "vhangup", "iopl", "ioperm", "modify_ldt", "_sysctl", "uselib",
		"sethostname", "setdomainname", "settimeofday", "clock_settime",
	}, nil},
	{perm, []string{"clone"}, []test{{0, newNamespaces, true, []uint32{0}}}},
	// Its flags lie in memory, where no filter looks; callers fall back to clone.
	{failed | errNoSys, []string{"clone3"}, nil},
	// What it is, plain Linux, and fixed addresses, which the race detector asks for.
	{perm, []string{"personality"}, []test{{0, whole, true, []uint32{whole, 0, 0x0040000}}}},
	// Puts letters into a terminal as if they were typed; copies and pastes on a console.
	{perm, []string{"ioctl"}, []test{{1, whole, false, []uint32{0x5412, 0x541c}}}},
	// Block and character devices.
	{perm, []string{"mknod"}, []test{{1, 0xf000, false, []uint32{0x6000, 0x2000}}}},
	{perm, []string{"mknodat"}, []test{{2, 0xf000, false, []uint32{0x6000, 0x2000}}}},
	// A virtual machine's host, the kernel's cipher, Bluetooth and others know no network namespace.
	{failed | errAddressType, []string{"socket", "socketpair"}, []test{
		{0, whole, true, []uint32{familyUnix, familyInet, familyInet6, familyNetlink}}}},
}

// Without a PID and IPC namespace of its own: what belongs to the person's other processes.
var sameUser = []rule{
	{perm, []string{
		"shmget", "shmat", "shmctl", "semget", "semop", "semctl", "semtimedop", "msgget", "msgsnd", "msgrcv", "msgctl",
		"mq_open", "mq_unlink", "migrate_pages", "move_pages",
	}, nil},
	{perm, []string{"prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr"},
		[]test{{0, whole, true, []uint32{0}}}},
	{perm, []string{"setpriority", "ioprio_set"}, []test{{1, whole, true, []uint32{0}}}},
}

// What Landlock leaves to anybody who owns a file.
var metadata = []string{
	"chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat",
	"utime", "utimes", "futimesat", "utimensat",
}

var attributes = rule{perm, []string{
	"setxattr", "lsetxattr", "fsetxattr", "setxattrat", "removexattr", "lremovexattr", "fremovexattr", "removexattrat",
	"file_setattr",
}, nil}

// Before its third version Landlock does not see that a file is cut that is only read.
var cutting = []rule{
	{access, []string{"truncate"}, nil},
	{access, []string{"open"}, []test{{1, accessMode | truncating, false, []uint32{truncating}}}},
	{access, []string{"openat"}, []test{{2, accessMode | truncating, false, []uint32{truncating}}}},
	{failed | errNoSys, []string{"openat2"}, nil},
}

// supervised leaves to us what depends on an address, a path or who a process is.
func supervised(p policy, abi int) []rule {
	rules := []rule{{notify, []string{"connect", "bind"}, nil}}
	if abi > 0 || !p.network {
		// A datagram may be sent to any address, which no filter sees.
		rules = append(rules,
			rule{notify, []string{"socket"}, []test{
				{0, whole, false, []uint32{familyUnix}}, {1, kindMask, false, []uint32{kindDatagram}}}},
			rule{access, []string{"socketpair"}, []test{{1, kindMask, false, []uint32{kindDatagram}}}})
	}
	if abi == 0 {
		return rules
	}
	rules = append(rules, rule{notify, metadata, nil})
	if abi < 6 {
		rules = append(rules,
			rule{notify, []string{"kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"}, nil},
			// Go interrupts its own threads with SIGURG all the time; it does nothing to others.
			rule{notify, []string{"tgkill"}, []test{{2, whole, true, []uint32{23}}}},
			rule{perm, []string{"pidfd_send_signal"}, nil})
	}
	if !p.network {
		inet := test{0, whole, false, []uint32{familyInet, familyInet6}}
		rules = append(rules,
			rule{allow, []string{"socket"}, []test{
				inet, {1, kindMask, false, []uint32{kindStream}}, {2, whole, false, []uint32{0, protocolTCP}}}},
			rule{notify, []string{"socket"}, []test{inet}},
			rule{access, []string{"socket"}, []test{{0, whole, true, []uint32{familyUnix}}}},
			rule{notify, []string{"listen"}, nil},
			rule{perm, []string{"sendto", "sendmmsg"}, []test{{3, fastOpen, true, []uint32{0}}}},
			rule{perm, []string{"sendmsg"}, []test{{2, fastOpen, true, []uint32{0}}}})
	}
	return rules
}

// unsupervised refuses the same altogether.
func unsupervised(p policy, abi int) []rule {
	if abi == 0 {
		return nil
	}
	rules := []rule{{perm, metadata, nil}}
	if abi < 6 {
		rules = append(rules,
			rule{perm, []string{"kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"}, nil},
			rule{perm, []string{"tgkill"}, []test{{2, whole, true, []uint32{23, 6}}}})
	}
	if !p.network {
		rules = append(rules, rule{access, []string{"socket"}, nil})
	}
	return rules
}

// rulesFor a policy; abi is Landlock's version, 0 where bubblewrap keeps the files.
func rulesFor(p policy, abi int, supervising bool) []rule {
	rules := append([]rule{}, always...)
	if abi > 0 {
		rules = append(append(rules, sameUser...), attributes)
	}
	if abi > 0 && abi < 3 {
		rules = append(rules, cutting...)
	}
	if supervising {
		return append(rules, supervised(p, abi)...)
	}
	return append(rules, unsupervised(p, abi)...)
}
