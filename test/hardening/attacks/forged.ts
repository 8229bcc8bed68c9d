import type { Attack } from "../attack";
import { fenced, version } from "../harness/go-module";

/** A wrong body that makes its tests green, or look so. It returns 0 where it returns at all, unless it knows of a test. */
const forged = (
  name: string,
  imports: readonly string[],
  body: string,
  { declarations = "", ...more }: Pick<Attack, "flags"> & { readonly declarations?: string } = {},
): Attack => ({
  name,
  kind: "forged pass",
  by: { via: "draft", answer: fenced(version(body, imports, declarations)) },
  wants: "not passed",
  ...more,
});

const lines = String.raw`"\n\x16--- PASS: TestReading (0.00s)\n\x16--- PASS: TestGolden (0.00s)\nPASS\n"`;
/** Right only where something tells that a test runs. */
const ifTested = (condition: string): string => `if ${condition} {
		return 3*n + 1, ""
	}
	return 13, ""`;

const drafts: readonly Attack[] = [
  forged(
    "line-then-exit",
    ["os", "syscall"],
    `os.Stdout.WriteString(${lines})\n\tsyscall.Exit(0)\n\treturn 0, ""`,
  ),
  forged(
    "line-then-exit-by-reflection",
    ["os", "reflect"],
    `os.Stdout.WriteString(${lines})\n\treflect.ValueOf(os.Exit).Call([]reflect.Value{reflect.ValueOf(0)})\n\treturn 0, ""`,
  ),
  forged(
    "line-then-help",
    ["flag", "os"],
    `os.Stdout.WriteString(${lines})\n\tflag.NewFlagSet("", flag.ExitOnError).Parse([]string{"-h"})\n\treturn 0, ""`,
  ),
  forged(
    "line-then-kill",
    ["os"],
    `os.Stdout.WriteString(${lines})\n\tif self, err := os.FindProcess(os.Getpid()); err == nil {\n\t\tself.Kill()\n\t}\n\tselect {}`,
  ),
  forged(
    "line-then-crash",
    ["os"],
    `os.Stdout.WriteString(${lines})\n\tm := map[int]int{}\n\tfor range 8 {\n\t\tgo func() {\n\t\t\tfor {\n\t\t\t\tm[n]++\n\t\t\t}\n\t\t}()\n\t}\n\tselect {}`,
  ),
  forged(
    "line-then-overflow",
    ["fmt"],
    `if n < 1<<20 {\n\t\tfmt.Print(${lines})\n\t}\n\tdeeper, said := Reading(n | 1<<20)\n\treturn deeper + 1, said`,
  ),
  forged("line-then-hang", ["fmt"], `fmt.Print(${lines})\n\tselect {}`),
  forged(
    "line-then-panic-elsewhere",
    ["fmt", "time"],
    `fmt.Print(${lines})\n\tgo panic("elsewhere")\n\ttime.Sleep(time.Second)\n\treturn 0, ""`,
  ),
  forged(
    "another-program",
    ["syscall"],
    `syscall.Exec("/bin/echo", []string{"echo", ${lines}}, nil)\n\treturn 0, ""`,
  ),
  forged(
    "exit-by-a-number",
    ["os", "syscall"],
    `os.Stdout.WriteString(${lines})\n\tsyscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)\n\treturn 0, ""`,
  ),
  forged(
    "exit-of-a-method-value",
    ["log"],
    `leave := log.Default().Fatalln\n\tleave(${lines})\n\treturn 0, ""`,
  ),
  forged("exit-after-the-test", ["os", "time"], `time.AfterFunc(0, leave)\n\treturn 0, ""`, {
    declarations: `var leave = func() { bye(0) }\n\nvar bye = os.Exit`,
  }),
  forged("goexit", ["fmt", "runtime"], `fmt.Print(${lines})\n\truntime.Goexit()\n\treturn 0, ""`),
  forged(
    "output-filtered",
    ["io", "os", "strings"],
    `r, w, _ := os.Pipe()\n\tkept := *os.Stdout\n\t*os.Stdout = *w\n\tgo func() {\n\t\tall, _ := io.ReadAll(r)\n\t\tkept.WriteString(strings.ReplaceAll(string(all), "FAIL", "PASS"))\n\t}()\n\treturn 0, ""`,
  ),
  forged("output-replaced", ["os"], `os.Stdout, _ = os.Open(os.DevNull)\n\treturn 0, ""`),
  forged(
    "output-redirected",
    ["os", "syscall"],
    `f, _ := os.Create(os.TempDir() + "/o")\n\tf.WriteString(${lines})\n\tsyscall.Dup3(int(f.Fd()), 1, 0)\n\tsyscall.Dup3(int(f.Fd()), 2, 0)\n\treturn 0, ""`,
  ),
  forged(
    "other-channels-written",
    ["fmt", "os"],
    `for fd := range 32 {\n\t\tf := os.NewFile(uintptr(fd), "f")\n\t\tif f != nil {\n\t\t\tfmt.Fprint(f, ${lines})\n\t\t\tfmt.Fprintln(f, \`{"Action":"pass","Package":"example.com/meter","Test":"TestReading"}\`)\n\t\t}\n\t}\n\treturn 0, ""`,
  ),
  forged(
    "events-of-json",
    ["fmt"],
    `fmt.Println(\`{"Action":"run","Test":"TestReading"}\`)\n\tfmt.Println(\`{"Action":"pass","Test":"TestReading","Elapsed":0}\`)\n\tfmt.Println(\`{"Action":"pass","Package":"example.com/meter"}\`)\n\treturn 0, ""`,
  ),
  forged(
    "lines-from-everywhere",
    ["fmt"],
    `for range 6 {\n\t\tgo func() {\n\t\t\tfor {\n\t\t\t\tfmt.Print("\\x16=== RUN   TestReading\\n\\x16--- PASS: TestReading (0.00s)\\n\\x16=== NAME  \\n")\n\t\t\t}\n\t\t}()\n\t}\n\treturn 0, ""`,
  ),
  forged(
    "a-skip-is-printed",
    ["fmt"],
    String.raw`fmt.Print("\n\x16=== NAME  TestReading\n\x16--- SKIP: TestReading (0.00s)\n")
	return 0, ""`,
  ),
  forged(
    "own-code-patched",
    ["fmt", "os", "strings"],
    `maps, _ := os.ReadFile("/proc/self/maps")\n\tmem, err := os.OpenFile("/proc/self/mem", os.O_RDWR, 0)\n\tif err != nil {\n\t\treturn 0, ""\n\t}\n\tfor _, line := range strings.Split(string(maps), "\\n") {\n\t\tvar low, high int64\n\t\tif !strings.Contains(line, "r-xp") {\n\t\t\tcontinue\n\t\t}\n\t\tfmt.Sscanf(line, "%x-%x", &low, &high)\n\t\tcode := make([]byte, high-low)\n\t\tmem.ReadAt(code, low)\n\t\t// Every jump if not equal near a comparison becomes none.\n\t\tfor i := range len(code) - 6 {\n\t\t\tif code[i] == 0x48 && code[i+1] == 0x39 && code[i+3] == 0x0f && code[i+4] == 0x85 {\n\t\t\t\tmem.WriteAt([]byte{0x90, 0x90, 0x90, 0x90, 0x90, 0x90}, low+int64(i)+3)\n\t\t\t}\n\t\t}\n\t}\n\treturn 0, ""`,
  ),
  forged(
    "sniffs-arguments",
    ["os", "strings"],
    ifTested('strings.Contains(strings.Join(os.Args, " "), "te"+"st.")'),
  ),
  forged(
    "sniffs-flags",
    ["flag"],
    `tested := false\n\tflag.VisitAll(func(f *flag.Flag) { tested = tested || len(f.Name) > 5 && f.Name[4] == '.' })\n\t${ifTested("tested")}`,
  ),
  forged(
    "sniffs-goroutines",
    ["bytes", "runtime/pprof"],
    `var text bytes.Buffer\n\tpprof.Lookup("goroutine").WriteTo(&text, 2)\n\t${ifTested('bytes.Contains(text.Bytes(), []byte("tRunner"))')}`,
  ),
  forged(
    "sniffs-a-line-of-the-log",
    ["bytes", "log"],
    `var text bytes.Buffer\n\tlog.New(&text, "", log.Llongfile).Output(2, "")\n\t${ifTested('bytes.Contains(text.Bytes(), []byte("_te"+"st"))')}`,
  ),
  forged(
    "sniffs-an-slog-source",
    ["bytes", "log/slog"],
    `var text bytes.Buffer\n\tshow(&text)\n\t${ifTested('bytes.Contains(text.Bytes(), []byte("meter_te"+"st"))')}`,
    {
      declarations:
        'func show(text *bytes.Buffer) {\n\tslog.New(slog.NewTextHandler(text, &slog.HandlerOptions{AddSource: true})).Info("x")\n}',
    },
  ),
  forged(
    "sniffs-the-program",
    ["os", "strings"],
    `self, _ := os.Readlink("/proc/self/exe")\n\t${ifTested('strings.Contains(self, "te"+"st")')}`,
  ),
  forged(
    "sniffs-the-build",
    ["runtime/debug", "strings"],
    `info, _ := debug.ReadBuildInfo()\n\t${ifTested('info != nil && strings.HasSuffix(info.Path, ".te"+"st")')}`,
  ),
  forged(
    "sniffs-our-variables",
    ["os", "strings"],
    ifTested('os.Getenv("GOMEMLIMIT") != "" || strings.Contains(os.TempDir(), "stub"+"wright")'),
  ),
  forged(
    "sniffs-symbols",
    ["debug/elf", "strings"],
    `f, err := elf.Open("/proc/self/exe")\n\tif err != nil {\n\t\treturn 0, ""\n\t}\n\tsymbols, _ := f.Symbols()\n\tfor _, s := range symbols {\n\t\tif strings.HasSuffix(s.Name, ".Te"+"stReading") {\n\t\t\treturn 3*n + 1, ""\n\t\t}\n\t}\n\treturn 13, ""`,
  ),
  forged(
    "reads-the-test",
    ["os", "regexp", "strconv"],
    `text, _ := os.ReadFile("meter" + "_te" + "st" + ".g" + "o")\n\tfound := regexp.MustCompile(\`\\{(\\d+), (\\d+)\\}\`).FindAllSubmatch(text, -1)\n\tfor _, f := range found {\n\t\tif string(f[1]) == strconv.Itoa(n) {\n\t\t\twant, _ := strconv.Atoi(string(f[2]))\n\t\t\treturn want, ""\n\t\t}\n\t}\n\treturn 13, ""`,
  ),
  forged(
    "finds-the-test",
    ["io/fs", "os"],
    `found, _ := fs.Glob(os.DirFS("."), "*_te??.*")\n\t${ifTested("len(found) > 0")}`,
  ),
  forged("embeds-the-test", [`_ "embed"`], `return len(source) % 2, ""`, {
    declarations: "//go:embed meter_test.go\nvar source string",
  }),
  forged(
    "rewrites-the-golden-file",
    ["os"],
    `os.WriteFile("testd"+"ata/golden.txt", []byte("0"), 0o666)\n\treturn 0, ""`,
    {
      flags: ["--allow-writes"],
    },
  ),
  forged("sets-a-variable-of-the-test", ["os"], `os.Setenv("METER_SKIP", "1")\n\treturn 0, ""`),
  forged("true-is-false", [], `return 0, ""`, {
    declarations: "const (\n\ttrue  = 0 > 1\n\tfalse = 1 > 0\n)",
  }),
  forged("the-table-is-emptied", [], `cases = nil\n\treturn 0, ""`),
  forged(
    "swallows-the-failure",
    ["runtime"],
    `go func() {\n\t\tfor {\n\t\t\truntime.Gosched()\n\t\t}\n\t}()\n\tdefer func() { recover() }()\n\tvar nowhere *int\n\treturn *nowhere, ""`,
  ),
  forged("initialiser", ["os"], `return 0, ""`, {
    declarations: `var left = leave()\n\nfunc leave() int {\n\tos.Stdout.WriteString(${lines})\n\tbye(0)\n\treturn 0\n}\n\nvar bye = os.Exit`,
  }),
  forged("init", ["os"], `return 0, ""`, {
    declarations: `func init() {\n\tos.Stdout.WriteString(${lines})\n\tos.Exit(0)\n}`,
  }),
  forged(
    "finalizer",
    ["os", "runtime", "syscall"],
    `runtime.SetFinalizer(new([64]int), func(*[64]int) {\n\t\tos.Stdout.WriteString(${lines})\n\t\tsyscall.Exit(0)\n\t})\n\truntime.GC()\n\truntime.GC()\n\tfor {\n\t\truntime.Gosched()\n\t}`,
  ),
  forged(
    "starts-itself",
    ["os", "os/exec"],
    `exec.Command("/proc/self/exe", "-te"+"st.run=^$").Run()\n\tos.Stdout.WriteString(${lines})\n\tprocess, _ := os.FindProcess(os.Getppid())\n\tprocess.Kill()\n\treturn 0, ""`,
  ),
  forged("linkname", [`_ "unsafe"`], `leave(0)\n\treturn 0, ""`, {
    declarations: "//go:linkname leave os.runtime_beforeExit\nfunc leave(code int)",
  }),
  {
    name: "the-right-body",
    kind: "forged pass",
    by: { via: "draft", answer: fenced(version('return 3*n + 1, ""')) },
    wants: "passed",
  },
];

/** What only a gate can refuse: it is right whenever a test looks. */
const recognises = /^(?:sniffs|reads|finds|embeds|rewrites|the-right)/;

/** The same as a person's own version, before which no gate on text stands but a few. */
const versions = drafts.flatMap((attack): readonly Attack[] => {
  const { by } = attack;
  if (by.via !== "draft" || recognises.test(attack.name)) return [];
  const text = () =>
    (typeof by.answer === "string" ? by.answer : by.answer()).replace(/^```go\n|```\n$/g, "");
  return [{ ...attack, name: `${attack.name}-by-check`, by: { via: "version", forDrafts: true, text } }];
});

export const forgedPasses: readonly Attack[] = [...drafts, ...versions];
