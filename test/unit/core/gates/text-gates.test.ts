import assert from "node:assert/strict";
import type { SourceFile } from "../../../../src/core/edit/edit";
import { positionAt, textGateInput } from "../../../../src/core/gates/gate-input";
import { textGates } from "../../../../src/core/gates/text-gates";
import { fail, ok } from "../../../../src/core/result";
import type { GoParser } from "../../../../src/core/syntax/tree";
import type { Gate } from "../../../../src/core/verdict";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const base = `//go:build linux

// Package shelf keeps books.
package shelf

import (
	"errors"
	"sort"

	"example.org/paper/ink"
)

// ErrGone is returned for a book that is lent.
var ErrGone = errors.New("gone")

const limit = 10

// Book is one book.
type Book struct {
	Title string
	Pages int
	Notes ink.Notes
}

func init() {
	sort.Strings(nil)
}

// Longest returns the book with the most pages.
func Longest(books []Book, least int) (Book, error) {
	panic("not implemented")
}

// Find looks a title up.
func (b *Book) Find(title string) bool {
	return b.Title == title
}

// Quit ends the program.
func Quit(code int) {
	os.Exit(code)
}
`;

const stub = `	panic("not implemented")\n`;
const body = `	if len(books) == 0 {
		return Book{}, ErrGone
	}
	best := books[0]
	for _, b := range books {
		if b.Pages > best.Pages {
			best = b
		}
	}
	return best, nil
`;
const good = base.replace(stub, body);

/** A stub that says who called it. */
const sharingStub = `\tpanic(fmt.Sprintf("not implemented: %s", debug.Stack()))\n`;
const sharing = base.replace('"sort"', '"fmt"\n\t"runtime/debug"\n\t"sort"').replace(stub, sharingStub);
const rawBase = `${base.replace('"sort"', '"sort"\n\t"unsafe"')}
// Raw says whether p points anywhere.
func Raw(p unsafe.Pointer) bool {
	panic("not implemented")
}
`;

/** The body with statements in front. */
const starting = (lines: string) => base.replace(stub, lines + body);
/** The right file with something behind the target. */
const behind = (text: string) => good.replace("// Find looks", `${text}\n\n// Find looks`);
/** The right file with an import. */
const importing = (spec: string, use = "") => starting(use).replace(`\t"errors"`, `\t"errors"\n\t${spec}`);

interface Case {
  readonly it: string;
  readonly text: string;
  readonly names?: readonly string[];
  readonly base?: string;
  /** The gate that refuses; undefined where all pass. */
  readonly gate?: Gate;
  /** The finding begins where this stands in the proposed text. */
  readonly at?: string;
  readonly says?: RegExp;
  readonly formatted?: string;
}

const cases: readonly Case[] = [
  { it: "passes a body", text: good },
  {
    it: "passes other parameter names",
    text: good
      .replace("(books []Book, least int)", "(all []Book, _ int)")
      .replaceAll(/books(?=[[)]| {)/g, "all"),
  },
  {
    it: "passes a parameter type in another spelling",
    text: good.replace("(books []Book, least int)", "(books [] Book, least int,\n)"),
  },
  {
    it: "passes an unexported helper",
    text: behind("// pages adds up.\nfunc pages(books []Book) (sum int) {\n\treturn len(books)\n}"),
  },
  {
    it: "passes a helper type with an exported method",
    text: behind("type byPages []Book\n\nfunc (b byPages) Len() int { return len(b) }"),
  },
  { it: "passes helpers at the end", text: `${good}\nvar cache = map[string]int{"a": 1}\n` },
  { it: "passes a group of helper constants", text: behind("const (\n\tfew = iota\n\tmany\n)") },
  {
    it: "passes a blank assertion",
    text: behind(
      'var _ error = (*gone)(nil)\n\ntype gone struct{}\n\nfunc (*gone) Error() string { return "" }',
    ),
  },
  { it: "passes a TODO that is part of an answer", text: starting("\t// TODO: a heap would be faster\n") },

  {
    it: "refuses a target that is gone",
    text: base.replace(/\/\/ Longest[\s\S]*?\n}\n\n/, ""),
    gate: "shape",
    at: "// Find looks",
    says: /no declaration of Longest/,
  },
  {
    it: "refuses a renamed target",
    text: good.replace("func Longest", "func longest"),
    gate: "shape",
    at: "longest(books",
    says: /no declaration of Longest: longest/,
  },
  {
    it: "refuses another parameter type",
    text: good.replace("least int", "least int64"),
    gate: "shape",
    at: "Longest(books",
    says: /parameters are \(\[\]Book, int\), not \(\[\]Book, int64\)/,
  },
  {
    it: "refuses a parameter more",
    text: good.replace("least int", "least, most int"),
    gate: "shape",
    at: "Longest(books",
  },
  {
    it: "refuses another result",
    text: good.replace("(Book, error) {", "Book {"),
    gate: "shape",
    at: "Longest(books",
    says: /results are \(Book, error\), not \(Book\)/,
  },
  {
    it: "refuses a variadic in place of a slice",
    text: good.replace("(books []Book, least int)", "(books []Book, least ...int)"),
    gate: "shape",
    at: "Longest(books",
  },
  {
    it: "refuses another receiver",
    names: ["Book.Find"],
    text: base.replace("(b *Book) Find", "(b Book) Find").replace("b.Title == title", "title == b.Title"),
    gate: "shape",
    at: "Find(title",
    says: /receiver is \*Book, not Book/,
  },
  { it: "refuses a stub", text: base, gate: "shape", at: "Longest(books", says: /still a stub/ },
  {
    it: "refuses a stub of another kind",
    text: base.replace(stub, '\treturn Book{}, errors.New("not implemented")\n'),
    gate: "shape",
    at: "Longest(books",
    says: /still a stub/,
  },
  {
    it: "refuses a helper that is a stub",
    text: behind('func pages(books []Book) int {\n\tpanic("not implemented")\n}'),
    gate: "shape",
    at: "pages(books",
    says: /pages is a stub itself: it only panics/,
  },
  {
    it: "refuses a helper that only promises",
    text: behind("func pages(books []Book) int {\n\t// TODO: add up\n\treturn 0\n}"),
    gate: "shape",
    at: "pages(books",
    says: /stub itself/,
  },
  {
    it: "passes an empty method that an interface asks for",
    text: behind("type quiet struct{}\n\nfunc (quiet) Close() {}"),
  },
  {
    it: "refuses an elision in the body",
    text: starting("\t// ... rest of the code\n"),
    gate: "shape",
    at: "// ... rest",
    says: /left out/,
  },
  {
    it: "refuses an elision in a helper",
    text: behind("func pages() int {\n\t/* existing code */\n\treturn 1\n}"),
    gate: "shape",
    at: "/* existing",
  },
  {
    it: "refuses another function changed",
    text: good.replace("b.Title == title", "title == b.Title"),
    gate: "shape",
    at: "return title ==",
    says: /outside the target: Book\.Find/,
  },
  {
    it: "refuses another function removed",
    text: good.replace(/\n\/\/ Quit[\s\S]*$/, ""),
    gate: "shape",
    says: /outside the target/,
  },
  {
    it: "refuses a field added",
    text: good.replace("\tPages int\n", "\tPages int\n\tLent bool\n"),
    gate: "shape",
    at: "Lent bool",
    says: /outside the target: Book/,
  },
  {
    it: "refuses a constant changed",
    text: good.replace("limit = 10", "limit = 11"),
    gate: "shape",
    at: "const limit = 11",
    says: /outside the target: limit/,
  },
  {
    it: "refuses a doc comment changed",
    text: good.replace("// Longest returns", "// Longest finds"),
    gate: "shape",
    at: "// Longest finds",
    says: /the doc comment of Longest/,
  },
  {
    it: "refuses another package clause",
    text: good.replace("package shelf", "package main"),
    gate: "shape",
    at: "package main",
    says: /package clause/,
  },
  {
    it: "refuses another build constraint",
    text: good.replace("build linux", "build !windows"),
    gate: "shape",
    at: "//go:build",
    says: /build constraint/,
  },
  {
    it: "refuses a build constraint removed",
    text: good.replace("//go:build linux\n\n", ""),
    gate: "shape",
    at: "// Package shelf",
  },
  {
    it: "refuses an exported helper",
    text: behind("func Pages() int { return 1 }"),
    gate: "shape",
    at: "Pages() int {",
    says: /exported declaration/,
  },
  {
    it: "refuses an exported name in a group",
    text: behind("const (\n\tfew = 1\n\tMany = 2\n)"),
    gate: "shape",
    at: "const (\n\tfew",
    says: /Many/,
  },
  { it: "passes a new unexported method of a type that was there", text: behind("func (b *Book) grow() {}") },
  {
    it: "passes one of a type of another file, embedding or not",
    text: behind("func (c *crate) grow() {}\n\nfunc (p pallet) shrink() {}"),
  },
  {
    it: "refuses a new exported method of a type that was there",
    text: behind("func (b *Book) Grow() {}"),
    gate: "shape",
    at: "Grow() {}",
    says: /new exported method is outside the target: Book\.Grow/,
  },
  {
    it: "refuses a method of a type that is nowhere",
    text: behind("func (s *Shop) grow() {}"),
    gate: "shape",
    at: "grow() {}",
    says: /does not declare that type/,
  },
  {
    it: "refuses a method that hides one of an embedded type",
    text: behind("func (p *pallet) tare() int { return 0 }"),
    gate: "shape",
    at: "tare()",
    says: /pallet\.tare could hide another tare/,
  },
  {
    it: "refuses a method of an embedded type that is called like another one",
    text: behind("func (c *crate) lid() int { return 0 }"),
    gate: "shape",
    at: "lid()",
    says: /crate\.lid could hide another lid/,
  },
  {
    it: "refuses a method that is there already, in another file",
    text: behind("func (b *Book) pulp() {}"),
    gate: "redeclare",
    at: "pulp()",
    says: /Book\.pulp is declared already in other\.go/,
  },
  { it: "refuses a test", text: behind("func TestLongest() {}"), gate: "shape", at: "TestLongest" },
  {
    it: "refuses a comment between functions",
    text: good.replace("// Find looks", "// by a model\n\n// Find looks"),
    gate: "shape",
    at: "// by a model",
  },
  { it: "refuses the final line break removed", text: good.trimEnd(), gate: "shape" },
  {
    it: "refuses line endings of neighbours changed",
    text: good.replace("\treturn b.Title == title\n", "\treturn b.Title == title\r\n"),
    gate: "shape",
    at: "return b.Title",
  },
  {
    it: "refuses what cannot be read",
    text: good.replace("best := books[0]", "best := books[0"),
    gate: "shape",
    says: /syntax error/,
  },

  { it: "passes the standard library", text: importing('"strings"', "\t_ = strings.ToUpper(``)\n") },
  {
    it: "passes this module and the workspace's",
    text: importing('"example.org/shop/till"\n\t"example.org/paper/glue"'),
  },
  {
    it: "passes an internal package that is for this one",
    text: importing('"example.org/shop/internal/till"'),
  },
  ...[
    ["of the standard library", "internal/bytealg"],
    ["of another module", "example.org/paper/internal/pulp"],
    ["of another package of this module", "example.org/shop/office/internal/desk"],
  ].map(
    ([whose, path]): Case => ({
      it: `refuses an internal package ${whose}`,
      text: importing(`"${path}"`),
      gate: "imports",
      at: `"${path}"`,
      says: /internal package not allowed/,
    }),
  ),
  { it: "passes what the package imports elsewhere", text: importing('"example.net/seen"') },
  {
    it: "refuses an unknown module",
    text: importing('"example.net/new"'),
    gate: "imports",
    at: '"example.net/new"',
  },
  {
    it: "refuses a requirement nobody uses",
    text: importing('"example.net/required/sub"'),
    gate: "imports",
    at: '"example.net/required/sub"',
    says: /go\.mod requires/,
  },
  {
    it: "is not fooled by a prefix",
    text: importing('"example.org/shopping"'),
    gate: "imports",
    at: '"example.org/shopping"',
  },

  {
    it: "refuses a name of another file",
    text: behind("func shelve() {}"),
    gate: "redeclare",
    at: "shelve() {}",
    says: /in other\.go/,
  },
  {
    it: "refuses a name of the package's tests",
    text: behind("func fixture() {}"),
    gate: "redeclare",
    at: "fixture() {}",
    says: /in shelf_test\.go/,
  },
  { it: "passes a name of the external tests", text: behind("func outside() {}") },
  {
    it: "passes a method of a new type that is called like a function",
    text: behind("type mover int\n\nfunc (mover) shelve() {}"),
  },
  {
    it: "refuses the name of an import elsewhere",
    text: behind("func bytes() {}"),
    gate: "redeclare",
    at: "bytes() {}",
    says: /import of other\.go/,
  },
  {
    it: "refuses the name of an import here",
    text: behind("var sort = 1"),
    gate: "redeclare",
    at: "var sort",
    says: /import of this file/,
  },
  {
    it: "refuses an import called like a function",
    text: importing('"path"', "\t_ = path.Base(``)\n"),
    gate: "redeclare",
    at: '"path"',
    says: /in other\.go/,
  },
  {
    it: "refuses two of a name",
    text: behind("func pages() {}\n\nfunc pages() {}"),
    gate: "redeclare",
    says: /pages is declared already in this file/,
  },

  { it: "refuses init", text: behind("func init() {}"), gate: "forbidden", at: "init() {}", says: /init/ },
  { it: "refuses main", text: behind("func main() {}"), gate: "forbidden", at: "main() {}" },
  {
    it: "refuses os.Exit",
    text: importing('"os"', "\tos.Exit(0)\n"),
    gate: "forbidden",
    at: "os.Exit(0)",
    says: /ends the process/,
  },
  {
    it: "refuses os.Exit as a value, under another name",
    text: importing('sys "os"', "\tf := sys.Exit\n\tf(0)\n"),
    gate: "forbidden",
    at: "sys.Exit",
  },
  {
    it: "refuses a dot import that hides os.Exit",
    text: importing('. "os"', "\tExit(0)\n"),
    gate: "forbidden",
    at: '. "os"',
  },
  {
    it: "refuses a call through a dot import that was there",
    base: base.replace('"sort"', '. "os"\n\t"sort"'),
    text: importing('. "os"', "\tExit(0)\n"),
    gate: "forbidden",
    at: "Exit(0)\n\tif",
  },
  {
    it: "passes a local that is called os",
    text: starting("\tos := box{}\n\tos.Exit(0)\n").replace(
      "// Find looks",
      "type box struct{}\n\nfunc (box) Exit(int) {}\n\n// Find looks",
    ),
  },
  {
    it: "refuses log.Fatalf",
    text: importing('"log"', '\tlog.Fatalf("no")\n'),
    gate: "forbidden",
    at: "log.Fatalf",
  },
  {
    it: "refuses Fatal of a logger",
    text: importing('"log"', '\tlog.Default().Fatal("no")\n'),
    gate: "forbidden",
    at: "log.Default().Fatal",
  },
  { it: "passes log.Println", text: importing('"log"', '\tlog.Println("yes")\n') },
  {
    it: "refuses unsafe",
    text: importing('"unsafe"', "\t_ = unsafe.Pointer(nil)\n"),
    gate: "forbidden",
    at: '"unsafe"',
  },
  {
    it: "refuses linkname",
    text: behind("//go:linkname now runtime.now\nfunc now() int64"),
    gate: "forbidden",
    at: "//go:linkname",
  },
  {
    it: "refuses go:embed",
    text: behind("//go:embed x.txt\nvar text string"),
    gate: "forbidden",
    at: "//go:embed",
  },
  {
    it: "refuses go:generate in the body",
    text: starting("\t//go:generate rm x\n"),
    gate: "forbidden",
    at: "//go:generate",
  },
  {
    it: "refuses cgo",
    text: good.replace("import (", 'import "C"\n\nimport ('),
    gate: "forbidden",
    at: '"C"',
  },
  {
    it: "refuses testing",
    text: importing('"testing"', "\tif testing.Testing() {\n\t\treturn Book{}, nil\n\t}\n"),
    gate: "forbidden",
    at: '"testing"',
  },
  {
    it: "refuses flag.Lookup",
    text: importing('"flag"', '\tif flag.Lookup("test.v") != nil {\n\t\treturn Book{}, nil\n\t}\n'),
    gate: "forbidden",
    at: "flag.Lookup",
  },
  {
    it: "refuses a look at the program's name",
    text: importing(
      '"os"\n\t"strings"',
      '\tif strings.HasSuffix(os.Args[0], ".test") {\n\t\treturn Book{}, nil\n\t}\n',
    ),
    gate: "forbidden",
    at: "os.Args",
  },
  ...["syscall", "plugin", "runtime/pprof", "net/http/pprof"].map(
    (path): Case => ({
      it: `refuses a new import of ${path}`,
      text: importing(`"${path}"`),
      gate: "forbidden",
      at: `"${path}"`,
    }),
  ),
  ...(
    [
      ["all flags", "flag", "flag.VisitAll(func(*flag.Flag) {})"],
      ["the set of flags", "flag", "_ = flag.CommandLine.NFlag()"],
      ["the program's path", "os", "_, _ = os.Executable()"],
      ["the command line as a variable", "expvar", "_ = expvar.Get(`cmdline`)"],
      ["how many flags are set", "flag", "_ = flag.NFlag()"],
      ["how the program was built", "runtime/debug", "_, _ = debug.ReadBuildInfo()"],
      ["a profile of its goroutines", "runtime", "_, _ = runtime.GoroutineProfile(nil)"],
      ["a trace of its calls", "runtime/trace", "_ = trace.Start(nil)"],
    ] as const
  ).map(
    ([what, path, code]): Case => ({
      it: `refuses a look at ${what}`,
      text: importing(`"${path}"`, `\t${code}\n`),
      gate: "forbidden",
      at: code.replace(/^(?:_, )?_ = |^_, _ = /, "").split("(")[0] as string,
    }),
  ),
  {
    it: "passes the command line where the file reads it",
    base: base.replace('"sort"', '"os"\n\t"sort"').replace("os.Exit(code)", "os.Exit(len(os.Args))"),
    text: importing('"os"', "\t_ = os.Args\n").replace("os.Exit(code)", "os.Exit(len(os.Args))"),
  },
  ...(
    [
      [
        "a test file named in pieces",
        '"os"',
        '_, _ = os.ReadFile("shelf_te" + "st.g" + "o")',
        '"shelf_te"',
        /test files/,
      ],
      [
        "a test file named by a list",
        '"os"\n\t"strings"',
        '_, _ = os.Open(strings.Join([]string{"shelf_te", "st.go"}, ""))',
        "os.Open",
        /puts together/,
      ],
      [
        "what lies in its folder",
        '"os"',
        'for _, e := range must(os.ReadDir(".")) {\n\t\t_, _ = os.ReadFile(e)\n\t}',
        "os.ReadFile",
        /puts together/,
      ],
      [
        "a name of bytes",
        '"os"',
        "name := string([]byte{100, 46, 103})\n\t_, _ = os.ReadFile(name)",
        "os.ReadFile",
        /puts together/,
      ],
      [
        "a name that a number makes",
        '"fmt"\n\t"os"',
        '_, _ = os.ReadFile(fmt.Sprintf("s%c.x", limited(3)))',
        "os.ReadFile",
        /puts together/,
      ],
      [
        "its own memory",
        '"os"',
        '_, _ = os.Open("/proc/self/mem")',
        '"/proc/self/mem"',
        /looks into a process/,
      ],
      [
        "its own memory, in pieces",
        '"os"',
        '_, _ = os.Open("/proc/se" + "lf/mem")',
        '"/proc/se"',
        /looks into a process/,
      ],
      [
        "where a link to its program leads",
        '"os"',
        '_, _ = os.Readlink("/pr" + "oc/self/exe")',
        '"/pr"',
        /looks into a process/,
      ],
      [
        "where a link leads that a list names",
        '"os"\n\t"strings"',
        '_, _ = os.Readlink(strings.Join([]string{"", "pr", "oc", "self", "exe"}, "/"))',
        "os.Readlink",
        /puts together/,
      ],
      [
        "what its program's file is",
        '"os"',
        '_, _ = os.Stat("/proc/self/exe")',
        '"/proc/self/exe"',
        /looks into a process/,
      ],
      [
        "its program's file from its folder",
        '"os"',
        '_ = os.Chdir("/proc/self")\n\t_, _ = os.ReadFile("exe")',
        '"/proc/self"',
        /looks into a process/,
      ],
      [
        "the build of its program's file",
        '"debug/buildinfo"',
        '_, _ = buildinfo.ReadFile("/proc/self/exe")',
        '"/proc/self/exe"',
        /looks into a process/,
      ],
      [
        "a variable of ours",
        '"os"',
        '_ = os.Getenv("STUB" + "WRIGHT_REACHED")',
        '"STUB"',
        /run of Stubwright/,
      ],
    ] as const
  ).map(
    ([what, imported, code, at, says]): Case => ({
      it: `refuses reading ${what}`,
      text: behind(
        "func must(a []string, _ error) []string { return a }\n\nfunc limited(n int) int { return n }",
      )
        .replace('\t"sort"', imported.includes("fmt") ? `\t${imported}\n\t"sort"` : `\t${imported}\n\t"sort"`)
        .replace("\tbest := ", `\t${code}\n\tbest := `),
      gate: "forbidden",
      at,
      says,
    }),
  ),
  ...(
    [
      ["a literal as it stands", '_, _ = os.ReadFile("shelf.json")'],
      ["a literal in a variable", 'name := "shelf.json"\n\t_, _ = os.ReadFile(name)'],
      ["below what it is given", '_, _ = os.ReadFile(filepath.Join(books[0].Title, "x.json"))'],
      [
        "what it finds below what it is given",
        "_ = filepath.WalkDir(books[0].Title, func(p string, _ os.DirEntry, _ error) error {\n\t\t_, err := os.ReadFile(p)\n\t\treturn err\n\t})",
      ],
      [
        "below a place of the system's",
        'dir, _ := os.UserHomeDir()\n\t_, _ = os.ReadFile(filepath.Join(dir, "x.json"))',
      ],
      [
        "what a range over its argument gives",
        'for _, b := range books {\n\t\t_, _ = os.ReadFile(b.Title + ".json")\n\t}',
      ],
      ["where a link leads that it is given", "_, _ = os.Readlink(books[0].Title)"],
      ["where it runs, its links resolved", "dir, _ := os.Getwd()\n\t_, _ = filepath.EvalSymlinks(dir)"],
      ["whether a file is there", '_, _ = os.Stat(filepath.Join("shelf", "shelf.json"))'],
      ["how much memory there is", '_, _ = os.ReadFile("/sys/fs/cgroup/memory.max")'],
    ] as const
  ).map(
    ([what, code]): Case => ({
      it: `passes reading ${what}`,
      text: importing(code.includes("filepath") ? '"os"\n\t"path/filepath"' : '"os"', `\t${code}\n`),
    }),
  ),
  {
    it: "refuses a log that says who calls and is read",
    text: importing(
      '"bytes"\n\t"log"',
      '\tvar b bytes.Buffer\n\t_ = log.New(&b, "", log.Lshortfile).Output(2, "")\n',
    ),
    gate: "forbidden",
    at: "log.Lshortfile",
    says: /looks at who calls/,
  },
  {
    it: "refuses a structured log that says who calls and is read",
    text: importing(
      '"bytes"\n\t"log/slog"',
      '\tvar b bytes.Buffer\n\tslog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{AddSource: true})).Info("")\n',
    ),
    gate: "forbidden",
    at: "AddSource",
    says: /looks at who calls/,
  },
  {
    it: "passes a log that says who calls and goes elsewhere",
    text: importing('"log"\n\t"os"', '\tlog.New(os.Stderr, "", log.Lshortfile).Print()\n'),
  },
  {
    it: "passes starting programs, which is told",
    text: importing('"os/exec"', '\t_ = exec.Command("true")\n'),
  },
  {
    it: "refuses a look at the callers",
    text: importing('"runtime"', "\t_, _, _, _ = runtime.Caller(1)\n"),
    gate: "forbidden",
    at: "runtime.Caller",
  },
  {
    it: "refuses reading a test file",
    text: importing('"os"', '\t_, _ = os.ReadFile("shelf_test.go")\n'),
    gate: "forbidden",
    at: '"shelf_test.go"',
  },
  {
    it: "refuses reading testdata",
    text: importing('"os"', '\t_, _ = os.Open("testdata/want.txt")\n'),
    gate: "forbidden",
    at: '"testdata/want.txt"',
  },
  {
    it: "passes reading a file of the caller's",
    text: importing('"os"', "\t_, _ = os.ReadFile(books[0].Title)\n"),
  },
  {
    it: "refuses an initialiser that calls",
    text: behind("var table = build()\n\nfunc build() int { return 1 }"),
    gate: "forbidden",
    at: "build()",
    says: /initialiser may not call build/,
  },
  {
    it: "refuses a literal called at once",
    text: behind("var table = func() int { return 1 }()"),
    gate: "forbidden",
    at: "func() int",
  },
  {
    it: "passes a stored literal that would call",
    text: behind("var table = func() int { return limitOf() }\n\nfunc limitOf() int { return limit }"),
  },
  {
    it: "passes make, conversions and errors.New",
    text: behind(
      'var (\n\tseen   = make(map[string]int)\n\traw    = []byte("x")\n\tsize   = pageCount(limit)\n\terrFew = errors.New("few")\n)\n\ntype pageCount int',
    ),
  },
  {
    it: "passes what the function did before",
    names: ["Quit"],
    base: base.replace('"sort"', '"os"\n\t"sort"'),
    text: base
      .replace('"sort"', '"os"\n\t"sort"')
      .replace("\tos.Exit(code)", "\tif code < 0 {\n\t\tcode = 1\n\t}\n\tos.Exit(code)"),
  },
  {
    it: "refuses what only the stub did: its body is to go",
    base: sharing,
    text: sharing.replace(sharingStub, `\t_ = debug.Stack()\n${body}`),
    gate: "forbidden",
    at: "debug.Stack()\n\tif",
    says: /looks at who calls/,
  },
  {
    it: "passes what a stub's signature needs",
    base: rawBase,
    text: rawBase.replace(`bool {\n${stub}`, "bool {\n\treturn p != nil\n"),
    names: ["Raw"],
  },

  {
    it: "refuses a body that gofmt would write otherwise",
    text: good.replace("best := books[0]", "best:=books[0]"),
    formatted: good,
    gate: "format",
    at: "\tbest:=books",
    says: /want "\\tbest := books\[0\]"/,
  },
  {
    it: "refuses an unformatted helper",
    text: behind("func pages( ) {}"),
    formatted: behind("func pages() {}"),
    gate: "format",
    at: "func pages( )",
  },
  {
    it: "refuses unsorted imports",
    text: importing('"os"').replace('\t"errors"\n\t"os"', '\t"os"\n\t"errors"'),
    formatted: importing('"os"'),
    gate: "format",
    at: '\t"os"\n',
  },
  {
    it: "passes neighbours that are not formatted",
    base: base.replace("limit = 10", "limit=10"),
    text: good.replace("limit = 10", "limit=10"),
    formatted: good,
  },
  {
    it: "passes a formatted body with CRLF",
    base: base.replaceAll("\n", "\r\n"),
    text: good.replaceAll("\n", "\r\n"),
    formatted: good,
  },
];

const source = (path: string, text: string): SourceFile => ({ path, text, hash: "" });
const std = new Set(
  "bytes debug/buildinfo embed errors expvar flag fmt internal/bytealg log log/slog net/http/pprof os os/exec path path/filepath plugin runtime runtime/debug runtime/pprof runtime/trace sort strings syscall testing unsafe".split(
    " ",
  ),
);

function judge(parser: GoParser, c: Case) {
  const file = source("/shop/shelf.go", c.base ?? base);
  const snapshot = {
    target: { file: file.path, names: c.names ?? ["Longest"] },
    file,
    package: {
      name: "shelf",
      importPath: "example.org/shop/shelf",
      dir: "/shop",
      files: [
        file,
        source(
          "/shop/other.go",
          'package shelf\n\nimport "bytes"\n\nvar _ = bytes.MinRead\n\nfunc shelve() {}\n\nfunc path() {}\n\ntype crate struct{ w int }\n\nfunc (c crate) tare() int { return c.w }\n\ntype pallet struct {\n\t*crate `json:"-"`\n\tlids\n}\n\ntype lids struct{ lid int }\n\nfunc (b *Book) pulp() {}\n',
        ),
      ],
      testFiles: [
        source("/shop/shelf_test.go", "package shelf\n\nfunc fixture() {}\n"),
        source("/shop/x_test.go", "package shelf_test\n\nfunc outside() {}\n"),
      ],
      imports: ["example.net/seen"],
    },
    module: {
      path: "example.org/shop",
      dir: "/shop",
      goVersion: "1.26",
      workspace: ["example.org/shop", "example.org/paper"],
      requires: ["example.net/required"],
    },
  };
  const readable = !c.text.includes("books[0\n");
  const formatted = readable
    ? ok(c.formatted ?? c.text.replaceAll("\r\n", "\n"))
    : fail([{ line: 33, column: 17, message: "syntax error: expected ']'" }]);
  return textGates(textGateInput(parser, snapshot, c.text, { std, formatted }), () => 0);
}

describe("gates on text", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });
  for (const c of cases) {
    it(c.it, () => {
      const verdicts = judge(parser, c);
      const last = verdicts.at(-1);
      const found = last?.status === "failed" ? last.findings : [];
      assert.equal(last?.status === "failed" ? last.gate : undefined, c.gate, JSON.stringify(found));
      if (c.gate === undefined)
        assert.deepEqual(
          verdicts.map((v) => v.status),
          ["passed", "passed", "passed", "passed", "passed"],
        );
      const [first] = found;
      if (c.says !== undefined) assert.match(first?.message ?? "", c.says);
      if (c.at === undefined) return;
      assert.ok(c.text.split(c.at).length > 1, "the case names a place in its text");
      assert.deepEqual(
        { line: first?.line, column: first?.column },
        positionAt(c.text, c.text.indexOf(c.at)),
      );
    });
  }

  it("allows the requirements of go.mod by a setting", () => {
    const text = importing('"example.net/required/sub"');
    const file = source("/shop/shelf.go", base);
    const pkg = {
      name: "shelf",
      importPath: "example.org/shop/shelf",
      dir: "/shop",
      files: [file],
      testFiles: [],
      imports: [],
    };
    const module = {
      path: "example.org/shop",
      dir: "/shop",
      goVersion: "1.26",
      workspace: [],
      requires: ["example.net/required"],
    };
    const snapshot = { target: { file: file.path, names: ["Longest"] }, file, package: pkg, module };
    const input = textGateInput(parser, snapshot, text, { std, formatted: undefined, allowRequires: true });
    const verdicts = textGates(input, () => 0);
    assert.deepEqual(
      verdicts.map((v) => `${v.gate} ${v.status}`),
      ["shape passed", "imports passed", "redeclare passed", "forbidden passed", "format skipped"],
    );
  });

  it("counts columns in bytes", () => assert.deepEqual(positionAt("a\n\tü := 1", 5), { line: 2, column: 5 }));
});
