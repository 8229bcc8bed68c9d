import type { Attack } from "../attack";

const payload = (
  name: string,
  imports: readonly string[],
  body: string,
  more: Pick<Attack, "flags"> = {},
): Attack => ({
  name,
  kind: "resources",
  by: { via: "payload", imports, body },
  wants: "contained",
  ...more,
});

/** Takes all there is of something, or never ends. What is bounded is refused or ended; it says so where it is not. */
export const resourceHogs: readonly Attack[] = [
  payload(
    "endless",
    [],
    `
	for n := 0; ; n++ {
		if n < 0 {
			n = 0
		}
	}`,
  ),
  payload(
    "blocked-for-ever",
    [],
    `
	select {}`,
  ),
  payload(
    "sleeps-in-turns",
    ["time"],
    `
	for {
		time.Sleep(time.Millisecond)
	}`,
  ),
  payload(
    "ignores-signals",
    ["os/signal", "syscall"],
    `
	signal.Ignore()
	signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGXCPU, syscall.SIGALRM)
	for {
	}`,
  ),
  payload(
    "stops-itself",
    ["os", "syscall"],
    `
	syscall.Kill(os.Getpid(), syscall.SIGSTOP)
	syscall.Kill(os.Getpid(), syscall.SIGTSTP)
	return ""`,
  ),
  payload(
    "recursion",
    [],
    `
	var deeper func(n int, room [1 << 12]byte) int
	deeper = func(n int, room [1 << 12]byte) int {
		room[n%4096]++
		return deeper(n+1, room) + int(room[1])
	}
	deeper(0, [1 << 12]byte{})
	return ""`,
  ),
  payload(
    "heap",
    [],
    `
	var kept [][]byte
	for range 400 {
		piece := make([]byte, 16<<20)
		for i := 0; i < len(piece); i += 4096 {
			piece[i] = 1
		}
		kept = append(kept, piece)
	}
	return "ESCAPED has 6 GiB of heap"`,
  ),
  payload(
    "shared-memory",
    ["syscall"],
    `
	for range 24 {
		piece, err := syscall.Mmap(-1, 0, 256<<20, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED|syscall.MAP_ANON)
		if err != nil {
			return ""
		}
		for i := 0; i < len(piece); i += 4096 {
			piece[i] = 1
		}
	}
	return "ESCAPED has 6 GiB of shared memory"`,
  ),
  payload(
    "memory-of-many-processes",
    ["os/exec"],
    `
	var all []*exec.Cmd
	for range 24 {
		command := exec.Command("/bin/sh", "-c", "head -c 268435456 /dev/zero | tail -n 1 >/dev/null; sleep 5", token)
		if command.Start() == nil {
			all = append(all, command)
		}
	}
	for _, command := range all {
		command.Wait()
	}
	return ""`,
  ),
  payload(
    "memory-in-a-file",
    ["os", "syscall", "unsafe"],
    `
	name, _ := syscall.BytePtrFromString(token)
	fd, _, errno := syscall.RawSyscall(number(319, 279), uintptr(unsafe.Pointer(name)), 0, 0)
	if errno != 0 || fd == 0 {
		return ""
	}
	f := os.NewFile(fd, "memory")
	piece := make([]byte, 16<<20)
	for range 160 {
		if _, err := f.Write(piece); err != nil {
			return ""
		}
	}
	return "ESCAPED has 2.5 GiB in a file of memory"`,
  ),
  payload(
    "disk",
    ["fmt", "os"],
    `
	piece := make([]byte, 8<<20)
	total := 0
	for _, dir := range []string{os.TempDir(), "/tmp", "/var/tmp", "/dev/shm"} {
		for i := range 6 {
			f, err := os.Create(fmt.Sprintf("%s/%s-%d", dir, token, i))
			if err != nil {
				break
			}
			for range 24 {
				n, err := f.Write(piece)
				total += n
				if err != nil {
					break
				}
			}
			f.Close()
		}
	}
	if total > 2<<30 {
		return fmt.Sprintf("ESCAPED wrote %d MiB", total>>20)
	}
	return ""`,
  ),
  payload(
    "many-files",
    ["fmt", "os"],
    `
	dir := os.TempDir() + "/many"
	os.Mkdir(dir, 0o777)
	for i := range 100000 {
		if os.WriteFile(fmt.Sprintf("%s/%d", dir, i), nil, 0o666) != nil {
			break
		}
	}
	return ""`,
  ),
  payload(
    "many-processes",
    ["fmt", "os/exec"],
    `
	started := 0
	for range 1500 {
		if exec.Command("/bin/sleep", "30", token).Start() != nil {
			break
		}
		started++
	}
	if started == 1500 {
		return fmt.Sprintf("ESCAPED started %d processes", started)
	}
	return ""`,
  ),
  payload(
    "many-threads",
    ["runtime", "time"],
    `
	for range 9000 {
		go func() {
			runtime.LockOSThread()
			time.Sleep(time.Minute)
		}()
	}
	time.Sleep(3 * time.Second)
	return ""`,
  ),
  payload(
    "many-goroutines",
    [],
    `
	wait := make(chan int)
	for range 3000000 {
		go func() { <-wait }()
	}
	return ""`,
  ),
  payload(
    "many-open-files",
    ["os"],
    `
	for range 100000 {
		if _, err := os.Open("go.mod"); err != nil {
			break
		}
	}
	return ""`,
  ),
  payload(
    "prints-without-lines",
    ["os"],
    `
	piece := make([]byte, 1<<20)
	for i := range piece {
		piece[i] = 'x'
	}
	for range 1200 {
		os.Stdout.Write(piece)
	}
	return ""`,
  ),
  payload(
    "prints-empty-lines",
    ["bytes", "os"],
    `
	piece := bytes.Repeat([]byte("\\n"), 1<<20)
	for range 100 {
		os.Stderr.Write(piece)
		os.Stdout.Write(piece)
	}
	return ""`,
  ),
  payload(
    "prints-events-without-end",
    ["bufio", "fmt", "os"],
    `
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	for i := 0; ; i++ {
		fmt.Fprintf(out, "\\x16=== RUN   Test%d/%d\\n\\x16=== CONT  Test%d\\n", i, i, i)
	}`,
  ),
  payload(
    "prints-a-dump-that-is-none",
    ["os", "strings", "time"],
    `
	os.Stderr.WriteString("panic: test timed out after 1s\\n\\tgoroutine 1 [running]:\\n" + strings.Repeat("\\n\\t", 300000) + strings.Repeat("(", 300000) + strings.Repeat("running tests:\\n", 30000))
	os.Stdout.WriteString(strings.Repeat("    meter_test.go:1: ", 100000) + strings.Repeat(" ", 400000) + "\\n" + strings.Repeat("--- FAIL: ", 100000))
	time.Sleep(100 * time.Millisecond)
	panic(strings.Repeat("goroutine 7 [", 50000))`,
  ),
  payload(
    "prints-bytes-of-no-text",
    ["os"],
    `
	piece := make([]byte, 1<<20)
	for i := range piece {
		piece[i] = byte(i * 7)
	}
	for range 64 {
		os.Stdout.Write(piece)
		os.Stderr.Write(piece)
	}
	return string(piece[:4096])`,
  ),
  payload(
    "says-a-lot",
    ["strings"],
    `
	return "a lot: " + strings.Repeat("\\n    meter_test.go:9: x", 400000)`,
  ),
  payload(
    "holds-output",
    ["os", "os/exec"],
    `
	command := exec.Command("/bin/sh", "-c", "trap '' TERM HUP INT; sleep 300", token)
	command.Stdout, command.Stderr, command.Stdin = os.Stdout, os.Stderr, os.Stdin
	command.Start()
	return ""`,
  ),
  payload(
    "waits-for-input",
    ["io", "os"],
    `
	io.Copy(io.Discard, os.Stdin)
	os.Stdin.Read(make([]byte, 1))
	return ""`,
  ),
];
