import type { Attack } from "../attack";

const payload = (
  name: string,
  imports: readonly string[],
  body: string,
  more: Pick<Attack, "alone" | "flags" | "told"> = {},
): Attack => ({ name, kind: "escape", by: { via: "payload", imports, body }, wants: "contained", ...more });

/** Environment, network, other processes, and what the kernel offers. */
export const escapesByKernel: readonly Attack[] = [
  payload(
    "environment",
    ["os", "strings"],
    `
	for _, variable := range os.Environ() {
		if strings.Contains(variable, "CANARY") {
			return "ESCAPED has " + strings.Split(variable, "=")[0]
		}
	}
	return reads("/proc/self/environ")`,
  ),
  payload(
    "environment-of-others",
    ["os", "strings"],
    `
	said := ""
	entries, _ := os.ReadDir("/proc")
	for _, entry := range entries {
		if strings.Trim(entry.Name(), "0123456789") == "" {
			said += reads("/proc/"+entry.Name()+"/environ", "/proc/"+entry.Name()+"/cmdline")
		}
	}
	return said`,
  ),
  payload(
    "command-lines-of-others",
    ["fmt", "os"],
    `
	if text, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", harness)); err == nil && len(text) > 0 {
		return "ESCAPED read the command line of a process outside"
	}
	return ""`,
    { alone: true, told: ["Landlock"] },
  ),
  payload(
    "processes-of-others",
    ["fmt", "os"],
    `
	said := ""
	for _, file := range []string{"maps", "environ", "mem", "auxv", "stack", "syscall"} {
		if f, err := os.Open(fmt.Sprintf("/proc/%d/%s", harness, file)); err == nil {
			text := make([]byte, 64)
			if n, _ := f.Read(text); n > 0 {
				said += "ESCAPED read " + file + " of a process outside\\n"
			}
			f.Close()
		}
	}
	return said`,
  ),
  payload(
    "loopback",
    [],
    `
	return dials("tcp", "{{tcp4}}") + dials("tcp", "{{tcp6}}") + dials("udp", "{{udp4}}")`,
  ),
  payload(
    "outside-network",
    ["net", "time"],
    `
	said := ""
	for _, network := range []string{"udp4", "tcp4", "udp6"} {
		address := map[string]string{"udp4": "192.0.2.1:53", "tcp4": "192.0.2.1:443", "udp6": "[2001:db8::1]:53"}[network]
		conn, err := net.DialTimeout(network, address, 200*time.Millisecond)
		if err == nil {
			conn.Close()
			said += "ESCAPED has a way to " + address + "\\n"
		}
	}
	return said`,
  ),
  payload(
    "packets-by-hand",
    ["syscall"],
    `
	said := ""
	for _, one := range [][3]int{{17, syscall.SOCK_RAW, 768}, {syscall.AF_INET, syscall.SOCK_RAW, syscall.IPPROTO_ICMP}, {syscall.AF_INET, syscall.SOCK_RAW, syscall.IPPROTO_RAW}} {
		if fd, err := syscall.Socket(one[0], one[1], one[2]); err == nil {
			syscall.Close(fd)
			said += "ESCAPED a raw socket\\n"
		}
	}
	return said`,
  ),
  payload(
    "other-families-of-sockets",
    ["fmt", "syscall"],
    `
	said := ""
	// Bluetooth, vsock, AF_ALG, TIPC, CAN: parts of the kernel that no test needs and that a namespace does not cut off.
	for _, family := range []int{31, 40, 38, 30, 29} {
		if fd, err := syscall.Socket(family, syscall.SOCK_STREAM, 0); err == nil {
			syscall.Close(fd)
			said += fmt.Sprintf("ESCAPED a socket of family %d\\n", family)
		}
		if fd, err := syscall.Socket(family, syscall.SOCK_SEQPACKET, 0); err == nil {
			syscall.Close(fd)
			said += fmt.Sprintf("ESCAPED a socket of family %d\\n", family)
		}
	}
	return said`,
  ),
  payload(
    "unix-socket-in-the-module",
    [],
    `
	return dials("unix", "s.sock") + dials("unix", moduleDir+"/s.sock")`,
  ),
  payload(
    "unix-sockets-elsewhere",
    [],
    `
	for _, path := range append(sockets, workDir+"/s.sock", "../s.sock", homeDir+"/s.sock") {
		dials("unix", path)
		dials("unixpacket", path)
		dials("unixgram", path)
	}
	return ""`,
  ),
  payload(
    "unix-socket-by-a-link",
    ["os"],
    `
	link := os.TempDir() + "/l"
	for i, path := range append(sockets, workDir+"/s.sock") {
		name := link + string(rune('a'+i))
		os.Symlink(path, name)
		dials("unix", name)
	}
	return ""`,
  ),
  payload(
    "abstract-socket",
    [],
    `
	return dials("unix", "{{abstract}}") + dials("unix", "@"+token)`,
  ),
  payload(
    "mount",
    ["syscall"],
    `
	said := got("remounted /", syscall.Mount("", "/", "", syscall.MS_REMOUNT|syscall.MS_BIND, ""))
	said += got("remounted the module", syscall.Mount("", moduleDir, "", syscall.MS_REMOUNT|syscall.MS_BIND, ""))
	said += got("mounted memory", syscall.Mount("none", "/tmp", "tmpfs", 0, ""))
	said += got("bound /", syscall.Mount("/", "/tmp", "", syscall.MS_BIND|syscall.MS_REC, ""))
	said += got("mounted proc", syscall.Mount("proc", "/proc", "proc", 0, ""))
	said += got("uncovered home", syscall.Unmount(homeDir, syscall.MNT_DETACH))
	said += got("uncovered /tmp", syscall.Unmount("/tmp", syscall.MNT_DETACH))
	return said + reads(homeDir+"/.netrc") + writes(moduleDir+"/go.mod")`,
  ),
  payload(
    "mount-by-new-calls",
    ["syscall", "unsafe"],
    `
	kind, _ := syscall.BytePtrFromString("tmpfs")
	root, _ := syscall.BytePtrFromString("/")
	at := ^uintptr(99)
	attr := [4]uint64{0, 1, 0, 0}
	return call("fsopen", 430, uintptr(unsafe.Pointer(kind)), 0) +
		call("open_tree", 428, at, uintptr(unsafe.Pointer(root)), 1) +
		call("mount_setattr", 442, at, uintptr(unsafe.Pointer(root)), 0, uintptr(unsafe.Pointer(&attr)), 32)`,
  ),
  payload(
    "unshare",
    ["runtime", "syscall"],
    `
	runtime.LockOSThread()
	said := ""
	for what, flag := range map[string]int{"mounts": syscall.CLONE_NEWNS, "network": syscall.CLONE_NEWNET, "processes": syscall.CLONE_NEWPID, "names": syscall.CLONE_NEWUTS, "cgroups": 0x02000000, "ipc": syscall.CLONE_NEWIPC} {
		said += got("a new namespace of "+what, syscall.Unshare(flag))
	}
	return said`,
    { alone: true },
  ),
  payload(
    "user-namespace",
    ["os", "os/exec", "strings", "syscall"],
    `
	command := exec.Command("/bin/sh", "-c", "id -u; mount -o remount,bind,rw /; umount -l "+homeDir+"; cat "+homeDir+"/.netrc; echo x > "+moduleDir+"/go.sum")
	command.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := command.CombinedOutput()
	if strings.Contains(string(out), "CANARY") || err == nil {
		return "ESCAPED a user namespace of its own"
	}
	return ""`,
  ),
  payload(
    "clone3",
    ["syscall", "unsafe"],
    `
	// CLONE_NEWUSER by the call whose flags a filter cannot read. The child, if there is one, ends at once.
	args := [11]uint64{0: 0x10000000, 4: 17}
	pid, _, errno := syscall.RawSyscall(435, uintptr(unsafe.Pointer(&args)), 88, 0)
	if errno != 0 {
		return ""
	}
	if pid == 0 {
		syscall.RawSyscall(syscall.SYS_EXIT, 0, 0, 0)
	}
	return "ESCAPED clone3 made a user namespace"`,
  ),
  payload(
    "setns-and-roots",
    ["os", "runtime", "syscall"],
    `
	runtime.LockOSThread()
	said := ""
	for _, name := range []string{"/proc/1/ns/mnt", "/proc/1/ns/net", "/proc/1/ns/user"} {
		if f, err := os.Open(name); err == nil {
			said += call("setns to "+name, number(308, 268), f.Fd(), 0)
			f.Close()
		}
	}
	said += got("chroot", syscall.Chroot("/proc/1/root"))
	said += got("pivot_root", syscall.PivotRoot(os.TempDir(), os.TempDir()))
	return said + got("sethostname", syscall.Sethostname([]byte("x")))`,
    { alone: true },
  ),
  payload(
    "ptrace",
    ["os", "os/exec", "runtime", "syscall"],
    `
	runtime.LockOSThread()
	said := ""
	for _, pid := range []int{1, os.Getppid(), harness} {
		said += got("traces another process", syscall.PtraceAttach(pid))
	}
	command := exec.Command("/bin/true")
	command.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if command.Start() == nil {
		command.Process.Kill()
		command.Wait()
		said += "ESCAPED traces a child\\n"
	}
	return said`,
  ),
  payload(
    "memory-of-others",
    ["fmt", "os", "unsafe"],
    `
	said := opens(fmt.Sprintf("/proc/%d/mem", harness), fmt.Sprintf("/proc/%d/mem", os.Getppid()))
	text := make([]byte, 16)
	local := [2]uintptr{uintptr(unsafe.Pointer(&text[0])), 16}
	remote := [2]uintptr{0x400000, 16}
	said += call("process_vm_readv", number(310, 270), harness, uintptr(unsafe.Pointer(&local)), 1, uintptr(unsafe.Pointer(&remote)), 1)
	return said + call("process_vm_readv of the parent", number(310, 270), uintptr(os.Getppid()), uintptr(unsafe.Pointer(&local)), 1, uintptr(unsafe.Pointer(&remote)), 1)`,
  ),
  payload(
    "files-of-others",
    ["fmt", "os", "strings", "syscall"],
    `
	said := ""
	if pidfd, _, errno := syscall.RawSyscall(434, harness, 0, 0); errno == 0 {
		for fd := range uintptr(8) {
			said += call("pidfd_getfd", 438, pidfd, fd, 0)
		}
	}
	entries, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", harness))
	for _, entry := range entries {
		if to, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%s", harness, entry.Name())); err == nil && !strings.HasPrefix(to, "anon") {
			said += "ESCAPED sees what a process outside has open\\n"
		}
	}
	return said + reads(fmt.Sprintf("/proc/%d/fd/3", harness), fmt.Sprintf("/proc/%d/root%s/.netrc", harness, homeDir))`,
  ),
  payload(
    "signals-and-priorities-of-others",
    ["syscall"],
    `
	return got("may signal a process outside", syscall.Kill(harness, 0)) + got("changed the priority of a process outside", syscall.Setpriority(syscall.PRIO_PROCESS, harness, 19))`,
  ),
  payload(
    "keyring",
    ["syscall", "unsafe"],
    `
	kind, _ := syscall.BytePtrFromString("user")
	name, _ := syscall.BytePtrFromString(token)
	value := []byte("x")
	said := ""
	// The session's, the user's and the user's session.
	for _, ring := range []int32{-3, -4, -5} {
		key, _, errno := syscall.RawSyscall6(number(248, 217), uintptr(unsafe.Pointer(kind)), uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&value[0])), 1, uintptr(ring), 0)
		if errno == 0 {
			syscall.RawSyscall6(number(250, 219), 15, key, 5, 0, 0, 0)
			said += "ESCAPED wrote to a keyring of the person\\n"
		}
	}
	session := int32(-3)
	return said + call("keyctl lists the session's keys", number(250, 219), 11, uintptr(session), 0, 0)`,
  ),
  payload(
    "io-uring",
    ["unsafe"],
    `
	var parameters [120]byte
	return call("io_uring_setup", 425, 4, uintptr(unsafe.Pointer(&parameters)))`,
  ),
  payload(
    "bpf-perf-userfaultfd",
    ["unsafe"],
    `
	var attributes [128]byte
	attributes[0], attributes[4], attributes[8], attributes[12] = 1, 4, 4, 1
	said := call("bpf", number(321, 280), 0, uintptr(unsafe.Pointer(&attributes)), 128)
	perf := [16]uint64{0: 1 | 112<<32}
	said += call("perf_event_open", number(298, 241), uintptr(unsafe.Pointer(&perf)), 0, ^uintptr(0), ^uintptr(0), 0)
	return said + call("userfaultfd", number(323, 282), 1)`,
  ),
  payload(
    "modules-and-reboot",
    ["unsafe"],
    `
	var nothing [8]byte
	where := uintptr(unsafe.Pointer(&nothing))
	return call("init_module", number(175, 105), where, 0, where) + call("swapon", number(167, 224), where, 0) + call("quotactl", number(179, 60), 0, where, 0, 0) + call("fanotify_init", number(300, 262), 0, 0) + call("syslog", number(103, 116), 3, where, 8)`,
  ),
  payload(
    "settings-of-the-kernel",
    ["os"],
    `
	said := opens("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/hostname", "/proc/sys/vm/drop_caches", "/proc/sys/vm/overcommit_memory", "/proc/sysrq-trigger", "/sys/kernel/uevent_helper", "/sys/power/state", "/sys/kernel/mm/transparent_hugepage/enabled", "/proc/1/oom_score_adj")
	for _, dir := range []string{"/sys/fs/cgroup", "/sys/fs/cgroup/memory", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/pids"} {
		said += opens(dir+"/cgroup.procs", dir+"/release_agent", dir+"/notify_on_release")
		if os.Mkdir(dir+"/"+token, 0o777) == nil {
			os.Remove(dir + "/" + token)
			said += "ESCAPED made a cgroup\\n"
		}
	}
	return said`,
  ),
  payload(
    "devices",
    ["os", "syscall"],
    `
	said := ""
	for _, name := range []string{"mem", "kmem", "port", "kmsg", "vda", "sda", "nvme0n1", "loop-control", "fuse", "kvm", "vhost-vsock", "net/tun", "mapper/control", "uinput", "autofs", "btrfs-control"} {
		said += opens("/dev/" + name)
	}
	disk := os.TempDir() + "/disk"
	if syscall.Mknod(disk, syscall.S_IFBLK|0o600, 0xfe00) == nil {
		said += opens(disk)
	}
	return said`,
  ),
  payload(
    "terminal",
    ["os", "syscall", "unsafe"],
    `
	said := ""
	letter := byte('x')
	for _, path := range []string{"/dev/tty", "/dev/console", "/dev/pts/0", "/dev/tty0", "/proc/self/fd/0", "/proc/self/fd/2"} {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		said += call("TIOCSTI into "+path, syscall.SYS_IOCTL, f.Fd(), 0x5412, uintptr(unsafe.Pointer(&letter)))
		// The same with bits above the 32 that the kernel looks at.
		said += call("TIOCSTI into "+path, syscall.SYS_IOCTL, f.Fd(), 1<<32|0x5412, uintptr(unsafe.Pointer(&letter)))
		said += call("TIOCLINUX into "+path, syscall.SYS_IOCTL, f.Fd(), 0x541c, uintptr(unsafe.Pointer(&letter)))
		f.Close()
	}
	return said`,
  ),
  payload(
    "shared-memory-that-stays",
    ["fmt", "os", "strings"],
    `
	call("", number(29, 194), 0x5eed+uintptr(os.Getpid()), 1<<20, 0o1666)
	call("", number(68, 186), 0x5eed+uintptr(os.Getpid()), 0o1666)
	f, err := os.Create("/dev/shm/" + token)
	if err == nil {
		fmt.Fprint(f, strings.Repeat("x", 1<<20))
	}
	return ""`,
  ),
  payload(
    "other-abi",
    ["os", "os/exec"],
    `
	// x32 calls carry a bit that a filter by number alone does not know: mount would be 165 there too.
	said := call("mount by the x32 numbers", 1<<30|165, 0, 0, 0, 0, 0)
	if out, err := exec.Command("unshare", "-Ur", "true").CombinedOutput(); err == nil {
		said += "ESCAPED unshare " + string(out)
	}
	if _, err := os.Stat("/proc/sys/fs/binfmt_misc/register"); err == nil {
		said += opens("/proc/sys/fs/binfmt_misc/register")
	}
	return said`,
  ),
  payload(
    "daemon",
    ["os/exec", "syscall"],
    `
	command := exec.Command("/bin/sh", "-c", "trap '' HUP TERM INT QUIT; (setsid sh -c \\"trap '' HUP TERM INT; exec -a "+token+" sleep 600; sleep 600 "+token+"\\" >/dev/null 2>&1 &) ; exit 0", token)
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	command.Run()
	return ""`,
    { alone: true },
  ),
  payload(
    "daemon-without-traces",
    ["os", "os/exec", "syscall"],
    `
	// Away from the folder, without variables, in a session and a group of its own, from a thread that ends.
	for range 3 {
		command := exec.Command("/bin/sh", "-c", "cd /; exec 0<&- 1>&- 2>&-; (sh -c 'while :; do sleep 1; done' "+token+" &) & sleep 0.1")
		command.Env = []string{"PATH=/usr/bin:/bin"}
		command.Dir = "/"
		command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		command.Start()
	}
	os.Stdout.Sync()
	return ""`,
    { alone: true },
  ),
];
