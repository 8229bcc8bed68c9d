import assert from "node:assert/strict";
import { basename, join } from "node:path";
import type { Judge } from "../../../src/core/judge";
import { findingsOf } from "../../../src/core/verdict";
import { createJudge } from "../../../src/go/judge/judge";
import { createSnapshot } from "../../../src/go/snapshot/snapshot";
import type { GoDeps, GoSnapshot } from "../../../src/go/snapshot/subject";
import { modules, never, type Rewrite, realDeps, rewritten } from "../judge-support";

/** What is wrong with a candidate for Reverse, and the first finding: gate, class, file:line, message. */
type Wrong = readonly [string, Omit<Rewrite, "bodies"> & { body: string }, string, string, string, RegExp];

const runes = `
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)`;

const cases: readonly Wrong[] = [
  ["does not read", { body: "\treturn s +" }, "shape", "syntax", "words.go:9", /expected operand/],
  [
    "is the stub again",
    { body: '\tpanic("not implemented")' },
    "shape",
    "shape",
    "words.go:7",
    /still a stub/,
  ],
  [
    "imports what is not there",
    { body: "\treturn lo.Reverse(s)", imports: ["github.com/samber/lo"] },
    "imports",
    "import",
    "words.go:4",
    /neither in the standard library/,
  ],
  [
    "declares a name again",
    { body: "\treturn join(s)", helpers: "func join(s string) string { return s }\n\nfunc Count2() {}" },
    "shape",
    "shape",
    "words.go:\\d+",
    /Count2/,
  ],
  [
    "ends the process",
    { body: "\tos.Exit(0)\n\treturn s", imports: ["os"] },
    "forbidden",
    "forbidden",
    "words.go:10",
    /os\.Exit/,
  ],
  ["is not formatted", { body: runes.replace("i < j;", "i<j;") }, "format", "format", "words.go:9", /gofmt/],
  [
    "calls what is nowhere",
    { body: "\treturn flip(s)" },
    "build",
    "undefined",
    "words.go:8",
    /undefined: flip/,
  ],
  [
    "returns another type",
    { body: "\treturn []rune(s)" },
    "build",
    "type",
    "words.go:8",
    /cannot use \[\]rune\(s\)/,
  ],
  ["does not return", { body: "\tfor range s {\n\t}" }, "build", "type", "words.go:10", /missing return/],
  [
    "leaves a variable unused",
    { body: "\tn := len(s)\n\treturn s" },
    "build",
    "unused",
    "words.go:8",
    /declared and not used: n/,
  ],
  [
    "leaves an import unused",
    { body: "\treturn s", imports: ["os"] },
    "build",
    "unused",
    "words.go:4",
    /"os" imported and not used/,
  ],
  [
    "prints with a wrong verb",
    { body: '\treturn fmt.Sprintf("%d", s)', imports: ["fmt"] },
    "vet",
    "vet",
    "words.go:10",
    /%d has arg s of wrong type string \(printf\)/,
  ],
  ["assigns to itself", { body: "\ts = s\n\treturn s" }, "vet", "vet", "words.go:8", /self-assignment of s/],
  [
    "turns bytes",
    { body: runes.replace("[]rune", "[]byte") },
    "tests",
    "assertion",
    "words_test.go:8",
    /Reverse\("añb"\) = /,
  ],
  [
    "runs over the end",
    { body: runes.replace("len(r)-1", "len(r)") },
    "tests",
    "panic",
    "words.go:10",
    /index out of range \[(\d)\] with length \1 \(called from words_test\.go:7\)/,
  ],
  [
    "does not end",
    { body: '\tfor i := 0; i >= 0; i = (i + 1) % 9 {\n\t\ts = "x"\n\t}\n\treturn s' },
    "tests",
    "timeout",
    "words.go:\\d+",
    /still in Reverse after \d+ s$/,
  ],
  [
    "waits for nothing",
    { body: "\twait := make(chan string)\n\treturn <-wait" },
    "tests",
    "timeout",
    "words.go:9",
    /still in Reverse after \d+ s$/,
  ],
  [
    "prints for ever",
    { body: "\tfor {\n\t\tfmt.Println(s)\n\t}", imports: ["fmt"] },
    "tests",
    "timeout",
    "words.go:11",
    /still in Reverse after \d+ s/,
  ],
  [
    "pretends to pass",
    {
      body: '\tfmt.Print("\\n--- PASS: TestReverse (0.00s)\\nPASS\\n\\x16--- PASS: TestReverse (0.00s)\\n")\n\treturn s',
      imports: ["fmt"],
    },
    "tests",
    "assertion",
    "words_test.go:8",
    /Reverse\("a/,
  ],
  [
    "leaves the goroutine",
    { body: "\truntime.Goexit()\n\treturn s", imports: ["runtime"] },
    "tests",
    "panic",
    "words.go:10",
    /Goexit/,
  ],
  [
    "panics in another goroutine",
    { body: '\tgo panic("boom")\n\ttime.Sleep(time.Second)\n\treturn s', imports: ["time"] },
    "tests",
    "panic",
    "words.go:10",
    /panic: boom/,
  ],
  [
    "breaks a test that was green on the stub",
    { body: `\tif s == "x" {\n\t\treturn "y"\n\t}${runes}` },
    "tests",
    "green-broken",
    "words_test.go:28",
    /TestReverseDoesNotMatter was green before: Reverse\("x"\) = "y"/,
  ],
];

describe("a wrong candidate", () => {
  const file = join(modules, "words", "words.go");
  let deps: GoDeps;
  let snapshot: GoSnapshot;
  let judge: Judge;
  before(async () => {
    deps = await realDeps();
    const request = { file, names: ["Reverse"], settings: { loopMs: 2_000 } };
    const made = await createSnapshot(request, deps, never);
    assert.ok(made.ok);
    snapshot = made.value;
    judge = createJudge(snapshot, deps);
  });

  for (const [title, { body, ...rest }, gate, kind, place, message] of cases) {
    it(`that ${title}: ${gate}`, async () => {
      const text = rewritten(deps.parser, file, { bodies: { Reverse: body }, ...rest });
      const judged = await judge.judge({ edit: { files: [] }, text, adjustments: [] }, () => {}, never);
      const first = findingsOf(judged.verdicts)[0];
      assert.ok(first, judged.reason);
      assert.match(first.message, message);
      assert.match(
        `${first.gate} ${first.class} ${basename(first.file)}:${first.line}`,
        new RegExp(`^${gate} ${kind} ${place}$`),
      );
      assert.equal(judged.grade, "rejected");
      assert.equal(judged.verdicts.at(-1)?.gate, gate);
    });
  }

  it("that calls itself for ever: tests, at the overflow of its stack when there is time for that", async () => {
    const patient = createJudge({ ...snapshot, settings: { ...snapshot.settings, loopMs: 60_000 } }, deps);
    const text = rewritten(deps.parser, file, { bodies: { Reverse: "\treturn Reverse(s) + s[:1]" } });
    const judged = await patient.judge({ edit: { files: [] }, text, adjustments: [] }, () => {}, never);
    assert.match(judged.reason, /^The tests gate rejects it: words\.go:8: fatal error: stack overflow/);
  });

  it("is told apart from the right one", async () => {
    const text = rewritten(deps.parser, file, { bodies: { Reverse: runes } });
    const judged = await judge.judge({ edit: { files: [] }, text, adjustments: [] }, () => {}, never);
    assert.equal(judged.grade, "passing", judged.reason);
    const gates = ["shape", "imports", "redeclare", "forbidden", "format", "build", "vet", "tests"];
    assert.deepEqual(
      judged.verdicts.map((v) => v.gate),
      gates,
    );
  });
});
