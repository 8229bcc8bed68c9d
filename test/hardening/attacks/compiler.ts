import type { Attack } from "../attack";
import { version } from "../harness/go-module";

/** A version that costs the compiler, the linker, gofmt, vet or our own reading of it more than there is. */
const bomb = (
  name: string,
  text: string | (() => string),
  more: Partial<Pick<Attack, "wants">> = {},
): Attack => ({ name, kind: "compiler", by: { via: "version", text }, wants: "contained", ...more });

const many = (count: number, line: (i: number) => string, between = "\n"): string =>
  Array.from({ length: count }, (_, i) => line(i)).join(between);

/** @param body Go of the function's body */
const inBody =
  (body: () => string, imports: readonly string[] = []) =>
  () =>
    version(body(), imports);
const beside =
  (body: string, more: () => string, imports: readonly string[] = []) =>
  () =>
    version(body, imports, more());

export const compilerBombs: readonly Attack[] = [
  bomb(
    "constant-doubled-string",
    beside(
      'return len(s27), ""',
      () => `const s0 = "${"ab".repeat(16)}"\n${many(27, (i) => `\nconst s${i + 1} = s${i} + s${i}`)}`,
    ),
  ),
  bomb(
    "constant-of-many-digits",
    beside(
      'return 3*n + 1 + int(c13>>(1<<30)), ""',
      () => `const c0 = 1<<500 - 1\n${many(13, (i) => `\nconst c${i + 1} = c${i}*c${i} - c${i}`)}`,
    ),
  ),
  bomb(
    "rational-constants",
    beside(
      'return 3*n + 1 + int(f18), ""',
      () => `const f0 = 1.0 / 3\n${many(18, (i) => `\nconst f${i + 1} = f${i}*f${i} + 1.0/7`)}`,
    ),
  ),
  bomb(
    "array-of-gigabytes",
    beside('return int(store[n]), ""', () => "var store = [3 << 30]byte{1: 7, 3<<30 - 1: 9}"),
  ),
  bomb(
    "slice-by-a-far-index",
    beside('return int(store[n]), ""', () => "var store = []int64{1 << 28: 7}"),
  ),
  bomb(
    "frame-of-gigabytes",
    inBody(() => 'var store [1 << 29]int64\n\tstore[n] = 1\n\treturn int(store[n/2]), ""'),
  ),
  bomb(
    "types-compared-in-pairs",
    beside(
      'var a, b p26\n\tif a == b {\n\t\treturn 1, ""\n\t}\n\treturn 0, ""',
      () => `type p0 struct{ l, r uint8 }\n${many(26, (i) => `\ntype p${i + 1} struct{ l, r p${i} }`)}`,
    ),
  ),
  bomb(
    "generics-that-grow",
    beside(
      'return grow[int](n, 60), ""',
      () =>
        "type pair[L, R any] struct {\n\tl L\n\tr R\n}\n\nfunc grow[T any](n, left int) int {\n\tif left == 0 {\n\t\treturn n\n\t}\n\treturn grow[pair[T, T]](n, left-1)\n}",
    ),
  ),
  bomb(
    "generics-in-a-tower",
    beside(
      'return size(v22{}), ""',
      () =>
        `type pair[L, R any] struct {\n\tl L\n\tr R\n}\n\nfunc size[T any](v T) int { return len(any(v).(interface{ Name() string }).Name()) }\n\ntype v0 = pair[int, string]\n${many(22, (i) => `\ntype v${i + 1} = pair[v${i}, v${i}]`)}`,
    ),
  ),
  bomb(
    "deep-parentheses",
    inBody(() => `return ${"(".repeat(60_000)}n${")".repeat(60_000)}, ""`),
  ),
  bomb(
    "deep-blocks",
    inBody(() => `${"{\n".repeat(6_000)}${"}\n".repeat(6_000)}\treturn 0, ""`),
  ),
  bomb(
    "deep-literals",
    inBody(
      () => `f := ${"func() any { return ".repeat(1_500)}n${" }".repeat(1_500)}\n\t_ = f\n\treturn 0, ""`,
    ),
  ),
  bomb(
    "deep-types",
    beside('var v t\n\t_ = v\n\treturn 0, ""', () => `type t ${"[]".repeat(40_000)}int`),
  ),
  bomb(
    "deep-unary",
    inBody(() => `return ${"- ".repeat(60_000)}n, ""`),
  ),
  bomb(
    "deep-calls",
    inBody(() => `return ${"twice(".repeat(8_000)}n${")".repeat(8_000)}, ""`),
  ),
  bomb(
    "chain-of-else",
    inBody(
      () =>
        `if n == 0 {\n\t\treturn 0, ""\n\t}${many(8_000, (i) => ` else if n == ${i + 1} {\n\t\treturn ${i}, ""\n\t}`, "")}\n\treturn 0, ""`,
    ),
  ),
  bomb(
    "a-switch-of-many",
    inBody(
      () => `switch n {\n${many(40_000, (i) => `\tcase ${i}:\n\t\tn += ${i % 7}`)}\n\t}\n\treturn n, ""`,
    ),
  ),
  bomb(
    "a-sum-of-many",
    inBody(() => `return n${many(40_000, (i) => ` + n*${i}`, "")}, ""`),
  ),
  bomb(
    "a-map-of-many",
    beside(
      'return table["k1"] + n, ""',
      () => `var table = map[string]int{\n${many(60_000, (i) => `\t"k${i}": ${i},`)}\n}`,
    ),
  ),
  bomb(
    "a-long-name",
    inBody(() => `${"x".repeat(400_000)} := n\n\treturn ${"x".repeat(400_000)}, ""`),
  ),
  bomb(
    "many-helpers",
    beside('return h0(n), ""', () =>
      many(20_000, (i) => `func h${i}(n int) int { return n + ${i} }`, "\n\n"),
    ),
  ),
  bomb(
    "many-comments",
    inBody(
      () => `${many(60_000, (i) => `\t// n is ${i} or less, and more than it was before`)}\n\treturn 0, ""`,
    ),
  ),
  bomb(
    "a-string-of-megabytes",
    inBody(() => `return len("${"a".repeat(12 << 20)}"), ""`),
  ),
  bomb(
    "many-closed-and-opened-comments",
    inBody(() => `return n${"/**/".repeat(200_000)}, ""`),
  ),
  bomb(
    "many-open-comments",
    inBody(() => `return n, "" ${"/*".repeat(200_000)}`),
  ),
  bomb(
    "many-open-strings",
    inBody(() => `return n, ${'"\\'.repeat(200_000)}`),
  ),
  bomb(
    "labels-and-jumps",
    inBody(
      () =>
        `${many(8_000, (i) => `l${i}:\n\tif n == ${i} {\n\t\tgoto l${(i * 7919) % 8_000}\n\t}`)}\n\treturn 0, ""`,
    ),
  ),
  bomb(
    "directive-embed",
    beside('return len(text), ""', () => "//go:embed ../another/secret.txt\nvar text string", ['_ "embed"']),
    { wants: "not proposed" },
  ),
  bomb(
    "directive-linkname",
    beside('return now(), ""', () => "//go:linkname now runtime.nanotime\nfunc now() int", ['_ "unsafe"']),
  ),
  bomb(
    "directive-generate",
    beside('return 0, ""', () => "//go:generate touch generated\nfunc helper() {}"),
  ),
  bomb(
    "directive-cgo-flags",
    () =>
      version('return int(C.getpid()), ""').replace(
        "// Reading",
        () =>
          '/*\n#cgo CFLAGS: -fplugin=./plugin.so\n#cgo LDFLAGS: -Wl,--dynamic-linker=/tmp/x\n#include <unistd.h>\n*/\nimport "C"\n\n// Reading',
      ),
    { wants: "not proposed" },
  ),
  bomb(
    "cgo-reads-a-secret",
    () =>
      version('return int(C.getpid()), ""').replace(
        "// Reading",
        () => '/*\n#include "../another/secret.txt"\n#include <unistd.h>\n*/\nimport "C"\n\n// Reading',
      ),
    { wants: "not proposed" },
  ),
  bomb(
    "directive-line",
    beside(
      'return 0, ""',
      () =>
        "/*line meter_test.go:1*/\nfunc helper() int { return undefined }\n\n//line /etc/passwd:1\nfunc other() int { return undefined }",
    ),
  ),
  bomb("directive-build", () => `//go:build ignore\n\n${version('return 0, ""')}`, { wants: "not proposed" }),
];
