/** One function that wants to be taken for right, and what keeps it from that. */
export interface Forger {
  readonly name: string;
  readonly what: string;
  readonly imports: readonly string[];
  /** The body of `func NAME(n int) int`, whose test wants 4 for 2. */
  readonly body: string;
  /** What the text of a draft is refused for; undefined where nothing in it is suspicious. */
  readonly text?: RegExp;
  /** What its test says when it is run; undefined where it is not run. */
  readonly run?: RegExp;
}

const lines = (name: string): string => String.raw`"\x16--- PASS: Test${name} (0.00s)\n\x16PASS\n"`;
const raw = "syscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)";
const goesPast = /goes past the testing package/;
const cut = /is said to pass, but its process ends with .+ before the testing package does/;
const wrong = /want 4/;

/** @param name of the function */
type Row = Omit<Forger, "name" | "body"> & { readonly body: (name: string) => string };

const rows: readonly Row[] = [
  {
    what: "prints the lines and ends the process by a system call",
    imports: ["fmt", "syscall"],
    body: (n) => `fmt.Print(${lines(n)})\n\t${raw}\n\treturn 0`,
    text: goesPast,
    run: cut,
  },
  {
    what: "the same, once the testing package's log is written",
    imports: ["fmt", "os", "strings", "syscall"],
    body: (n) => `os.Getenv(strings.Repeat("-", 9000))\n\tfmt.Print(${lines(n)})\n\t${raw}\n\treturn 0`,
    text: goesPast,
    run: cut,
  },
  {
    what: "prints the lines and is killed by itself",
    imports: ["fmt", "os"],
    body: (n) =>
      `fmt.Print(${lines(n)})\n\tself, _ := os.FindProcess(os.Getpid())\n\t_ = self.Kill()\n\tselect {}`,
    run: cut,
  },
  {
    what: "prints the lines and waits for ever",
    imports: ["fmt"],
    body: (n) => `fmt.Print(${lines(n)})\n\tfor n > 0 {\n\t}\n\treturn 0`,
    run: /^still in /,
  },
  {
    what: "prints the lines and crashes",
    imports: ["fmt"],
    body: (n) => `fmt.Print(${lines(n)})\n\tvar p *int\n\tgo func() { *p = 1 }()\n\tselect {}`,
    run: /nil pointer dereference/,
  },
  {
    what: "prints the lines and overflows its stack",
    imports: ["fmt", "runtime/debug"],
    body: (n) => `fmt.Print(${lines(n)})\n\tdebug.SetMaxStack(1 << 16)\n\treturn ${n}(n) + 1`,
    run: /stack overflow/,
  },
  {
    what: "becomes another program that prints the lines",
    imports: ["syscall"],
    body: (n) =>
      String.raw`_ = syscall.Exec("/bin/sh", []string{"sh", "-c", "printf '\\026--- PASS: Test${n} (0.00s)\\n\\026PASS\\n'"}, nil)` +
      "\n\treturn 0",
    text: goesPast,
    run: cut,
  },
  {
    what: "has another program print the lines",
    imports: ["os", "os/exec"],
    body: (n) =>
      String.raw`cmd := exec.Command("/bin/sh", "-c", "printf '\\026--- PASS: Test${n} (0.00s)\\n'")` +
      "\n\tcmd.Stdout = os.Stdout\n\t_ = cmd.Run()\n\treturn 0",
    run: wrong,
  },
  {
    what: "prints the lines again and again meanwhile",
    imports: ["fmt", "time"],
    body: (n) =>
      `go func() {\n\t\tfor {\n\t\t\tfmt.Print(${lines(n)})\n\t\t}\n\t}()\n\ttime.Sleep(time.Millisecond)\n\treturn 0`,
    run: wrong,
  },
  {
    what: "prints another test's lines",
    imports: ["fmt"],
    body: () =>
      `${String.raw`fmt.Print("\x16=== RUN   TestOther\n\x16--- PASS: TestOther (0.00s)\n")`}\n\treturn 0`,
    run: /want 4|fails without a message/,
  },
  {
    what: "prints that the test skips itself",
    imports: ["fmt"],
    body: (n) => `${String.raw`fmt.Print("\x16--- SKIP: Test${n} (0.00s)\n")`}\n\treturn 0`,
    run: wrong,
  },
  {
    what: "closes standard output",
    imports: ["os"],
    body: () => "_ = os.Stdout.Close()\n\treturn 0",
    run: /exit status|vanished/,
  },
  {
    what: "puts another file in standard output's place",
    imports: ["os"],
    body: () => "os.Stdout, _ = os.Open(os.DevNull)\n\treturn 0",
    run: /want 4|exit status|vanished/,
  },
  {
    what: "rewrites what goes through standard output",
    imports: ["bytes", "os"],
    body: () =>
      'out := *os.Stdout\n\tr, w, _ := os.Pipe()\n\t*os.Stdout = *w\n\tgo func() {\n\t\tb := make([]byte, 4096)\n\t\tfor {\n\t\t\tk, err := r.Read(b)\n\t\t\tif err != nil {\n\t\t\t\treturn\n\t\t\t}\n\t\t\t_, _ = out.Write(bytes.ReplaceAll(b[:k], []byte("FAIL"), []byte("PASS")))\n\t\t}\n\t}()\n\treturn 0',
    run: /exit status 1/,
  },
  {
    what: "ends the process when it is collected",
    imports: ["runtime", "syscall"],
    body: () => `p := new([64]byte)\n\truntime.SetFinalizer(p, func(*[64]byte) { ${raw} })\n\treturn 0`,
    text: goesPast,
    run: wrong,
  },
  {
    what: "ends the process from a timer",
    imports: ["os", "time"],
    body: () => "time.AfterFunc(0, func() { os.Exit(0) })\n\ttime.Sleep(time.Second)\n\treturn 0",
    text: /ends the process/,
    run: /unexpected call to os\.Exit\(0\)/,
  },
  {
    what: "ends its goroutine",
    imports: ["runtime"],
    body: () => "runtime.Goexit()\n\treturn 0",
    run: /Goexit/,
  },
  { what: "panics with nothing", imports: [], body: () => "panic(nil)", run: /panic called with nil/ },
  {
    what: "patches the testing package in memory",
    imports: ["reflect", "runtime", "syscall", "testing", "unsafe"],
    body: () =>
      'common := reflect.TypeOf(testing.T{}).Field(0).Type\n\tfail, _ := reflect.PointerTo(common).MethodByName("Fail")\n\tat := fail.Func.Pointer()\n\tpage := unsafe.Slice((*byte)(unsafe.Pointer(at&^4095)), 8192)\n\t_ = syscall.Mprotect(page, 7)\n\tcopy(unsafe.Slice((*byte)(unsafe.Pointer(at)), 4), map[string]string{"amd64": "\\xc3", "arm64": "\\xc0\\x03\\x5f\\xd6"}[runtime.GOARCH])\n\treturn 0',
    text: /testing outside a test|goes past|unsafe/,
  },
  {
    what: "writes to its own memory",
    imports: ["os"],
    body: () =>
      'f, _ := os.OpenFile("/proc/self"+"/mem", os.O_RDWR, 0)\n\t_, _ = f.WriteAt([]byte{0}, 4096)\n\treturn 0',
    text: /looks into a process/,
  },
  {
    what: "looks for the flags of a test run",
    imports: ["flag"],
    body: () => 'if flag.CommandLine.Lookup("test.v") != nil {\n\t\treturn 2 * n\n\t}\n\treturn 0',
    text: /looks for a test run/,
  },
  {
    what: "looks at all flags",
    imports: ["flag"],
    body: () =>
      "k := 0\n\tflag.VisitAll(func(*flag.Flag) { k++ })\n\tif k > 9 {\n\t\treturn 2 * n\n\t}\n\treturn 0",
    text: /looks for a test run/,
  },
  {
    what: "counts its arguments",
    imports: ["os"],
    body: () => "if len(os.Args) > 3 {\n\t\treturn 2 * n\n\t}\n\treturn 0",
    text: /command line/,
  },
  {
    what: "looks at its program's path",
    imports: ["os"],
    body: () => 'if p, _ := os.Executable(); p != "/usr/bin/d" {\n\t\treturn 2 * n\n\t}\n\treturn 0',
    text: /command line/,
  },
  {
    what: "looks where a link to its program leads",
    imports: ["os", "strings"],
    body: () =>
      'if p, _ := os.Readlink("/proc/self/exe"); strings.Contains(p, "te"+"st") {\n\t\treturn 2 * n\n\t}\n\treturn 0',
    text: /looks into a process/,
  },
  {
    what: "looks at how its program was built",
    imports: ["runtime/debug", "strings"],
    body: () =>
      'if b, ok := debug.ReadBuildInfo(); ok && strings.HasSuffix(b.Path, ".te"+"st") {\n\t\treturn 2 * n\n\t}\n\treturn 0',
    text: /how the program was built/,
  },
  {
    what: "looks at its command line as a variable",
    imports: ["expvar"],
    body: () => 'if len(expvar.Get("cmdline").String()) > 99 {\n\t\treturn 2 * n\n\t}\n\treturn 0',
    text: /command line/,
  },
  {
    what: "looks for variables that only a judged run has",
    imports: ["os"],
    body: () => 'if os.Getenv("STUB"+"WRIGHT_LIMIT_MS") != "" {\n\t\treturn 2 * n\n\t}\n\treturn 0',
    text: /run of Stubwright/,
  },
  {
    what: "looks at a profile of its goroutines",
    imports: ["bytes", "runtime/pprof"],
    body: () =>
      'var b bytes.Buffer\n\t_ = pprof.Lookup("goroutine").WriteTo(&b, 2)\n\tif bytes.Contains(b.Bytes(), []byte("tRunner")) {\n\t\treturn 2 * n\n\t}\n\treturn 0',
    text: /finds out who calls/,
  },
  {
    what: "has a log say who calls",
    imports: ["bytes", "log"],
    body: () =>
      'var b bytes.Buffer\n\t_ = log.New(&b, "", log.Lshortfile).Output(2, "")\n\tif bytes.Contains(b.Bytes(), []byte("_te"+"st.go")) {\n\t\treturn 2 * n\n\t}\n\treturn 0',
    text: /looks at who calls/,
  },
  {
    what: "looks at its callers",
    imports: ["runtime"],
    body: () => "if _, file, _, _ := runtime.Caller(1); len(file) > 0 {\n\t\treturn 2 * n\n\t}\n\treturn 0",
    text: /looks at who calls/,
  },
  {
    what: "reads the test by a name in pieces",
    imports: ["os"],
    body: () => 'b, _ := os.ReadFile("all_te" + "st.g" + "o")\n\treturn int(b[len(b)-1])',
    text: /test files/,
  },
  {
    what: "reads whatever lies beside it",
    imports: ["os"],
    body: () =>
      'list, _ := os.ReadDir(".")\n\tfor _, e := range list {\n\t\tb, _ := os.ReadFile(e.Name())\n\t\tn += len(b)\n\t}\n\treturn n',
    text: /puts together itself/,
  },
];

export const forgers: readonly Forger[] = rows.map((row, i) => {
  const name = `Forge${String(i + 1).padStart(2, "0")}`;
  return { ...row, name, body: row.body(name) };
});
