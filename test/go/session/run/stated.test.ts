import assert from "node:assert/strict";
import { join } from "node:path";
import type { RunEvent } from "../../../../src/core/events/events";
import { noteText } from "../../../../src/core/problem/problem-text";
import { defaultOptions } from "../../../../src/core/search/options";
import { runOnce } from "../../../../src/session/run/run";
import { type HelperFixture, helperFixture, moduleIn, never, sessionOf } from "../../helper-support";

type Finished = Extract<RunEvent, { readonly type: "finished" }>;

/** A stub with a comment, the bodies that are drafted for it, and how the run has to end. */
const tested = {
  "a.go": 'package m\n\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n',
  "a_test.go":
    'package m\n\nimport "testing"\n\nfunc TestTwice(t *testing.T) {\n\tif Twice(2) != 4 {\n\t\tt.Fatal("no")\n\t}\n}\n',
};
const lines = String.raw`fmt.Print("\x16--- PASS: TestTwice (0.00s)\n\x16PASS\n")`;

const table: readonly {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly says: readonly string[];
  readonly answers?: readonly string[];
  readonly outcome: Finished["outcome"];
  /** Files of the edit, by name; left out where nothing is proposed. */
  readonly edits?: readonly string[];
  readonly diff?: readonly string[];
  readonly reason?: string;
  /** Whether a question is put to the person. */
  readonly asks?: true;
  readonly warns?: string;
}[] = [
  {
    what: "examples of the comment decide: the wrong draft is refused, two right ones verify each other",
    files: {
      "a.go":
        'package m\n\n// Twice doubles n: Twice(2) = 4, Twice(-3) = -6.\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n',
    },
    says: ["\treturn n * n\n}\n", "\treturn 2 * n\n}\n", "\treturn n + n\n}\n"],
    outcome: "verified",
    edits: ["a.go", "a_test.go"],
    diff: ["+++ b/a_test.go", '+\t\t{"Twice(-3)", -3, -6},'],
    reason: "The proposal includes TestTwice, made from the examples in the comment",
  },
  {
    what: "an example that does not compile is left out, the others stay",
    files: {
      "a.go":
        'package m\n\n// Twice doubles n: Twice(2) = 4, Twice("x") = 6, Twice(3) = y.\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n',
    },
    says: ["\treturn 2 * n\n}\n", "\treturn n + n\n}\n"],
    outcome: "verified",
    edits: ["a.go", "a_test.go"],
    diff: ['+\t\t{"Twice(2)", 2, 4},'],
  },
  {
    what: "a function that has tests keeps to them",
    files: {
      "a.go": 'package m\n\n// Twice doubles n: Twice(2) = 5.\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n',
      "a_test.go":
        'package m\n\nimport "testing"\n\nfunc TestTwice(t *testing.T) {\n\tif Twice(2) != 4 {\n\t\tt.Fatal("no")\n\t}\n}\n',
    },
    says: ["\treturn 2 * n\n}\n", "\treturn n + n\n}\n"],
    outcome: "verified",
    edits: ["a.go"],
  },
  {
    what: "an answer is judged by, beside the tests that are there",
    files: {
      "a.go": 'package m\n\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n',
      "a_test.go":
        'package m\n\nimport "testing"\n\nfunc TestTwice(t *testing.T) {\n\tif Twice(2) != 4 {\n\t\tt.Fatal("no")\n\t}\n}\n',
    },
    answers: ["Twice(3) == 6"],
    says: ["\treturn n * n\n}\n", "\treturn 2 * n\n}\n", "\treturn n + n\n}\n"],
    outcome: "verified",
    edits: ["a.go", "a_test.go"],
    diff: ["+func TestTwiceCases(t *testing.T) {"],
  },
  {
    what: "nothing is stated: suggested",
    files: { "a.go": '// Package m.\npackage m\n\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n' },
    says: ["\treturn 2 * n\n}\n"],
    outcome: "suggested",
    edits: ["a.go"],
  },
  {
    what: "nothing is stated and drafts differ: the input on which they do is a question",
    files: { "a.go": '// Package m.\npackage m\n\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n' },
    says: ["\treturn n * n\n}\n", "\treturn 2 * n\n}\n"],
    outcome: "suggested",
    edits: ["a.go"],
    reason: "Open: is Twice\\(-?\\d+\\) -?\\d+ or -?\\d+\\?$",
    asks: true,
  },
  {
    what: "its answer is the person's test: the wrong draft is refused, and two right ones verify each other",
    files: { "a.go": '// Package m.\npackage m\n\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n' },
    answers: ["Twice(3) == 6"],
    says: ["\treturn n * n\n}\n", "\treturn 2 * n\n}\n", "\treturn n + n\n}\n"],
    outcome: "verified",
    edits: ["a.go", "a_test.go"],
    diff: ["+func TestTwice(t *testing.T) {", '+\t\t{"Twice(3)", 3, 6},'],
    reason: "The proposal includes TestTwice, made from the examples in the comment",
  },
  {
    what: "an answer that is none decides nothing, and that is said",
    files: { "a.go": '// Package m.\npackage m\n\nfunc Twice(n int) int {\n\tpanic("todo")\n}\n' },
    answers: ["Twice(3) panics"],
    says: ["\treturn 2 * n\n}\n"],
    outcome: "suggested",
    edits: ["a.go"],
    warns: "Stubwright could make no test of Twice\\(3\\) panics",
  },
  {
    what: "drafts that only look right are never proposed",
    files: tested,
    says: [
      `\t${lines}\n\tsyscall.RawSyscall(syscall.SYS_EXIT_GROUP, 0, 0, 0)\n\treturn 0\n}\n`,
      `\t${lines}\n\tself, _ := os.FindProcess(os.Getpid())\n\t_ = self.Kill()\n\treturn 0\n}\n`,
      "\tif len(os.Args) > 1 {\n\t\treturn 2 * n\n\t}\n\treturn 0\n}\n",
      '\tb, _ := os.ReadFile("a_te" + "st.g" + "o")\n\treturn len(b) / len(b) * 4\n}\n',
    ],
    outcome: "exhausted",
    reason: "No candidate passed in 4 model calls",
  },
  {
    what: "tests that assert nothing decide nothing",
    files: { ...tested, "a_test.go": tested["a_test.go"].replace(/\tif[\s\S]*?\n\t}\n/, "\tTwice(2)\n") },
    says: ["\treturn n * n\n}\n"],
    outcome: "suggested",
    edits: ["a.go"],
    reason: "its tests stay green without the body of Twice, so they prove nothing",
  },
];

describe("implementing by what is stated", () => {
  let g: HelperFixture;
  before(async function () {
    this.timeout(240_000);
    g = await helperFixture();
  });
  after(() => g.end());

  for (const one of table) {
    it(one.what, async function () {
      this.timeout(240_000);
      const root = moduleIn(g, one.files);
      const events: RunEvent[] = [];
      const request = {
        file: join(root, "a.go"),
        names: ["Twice"],
        options: {
          ...defaultOptions,
          budget: one.says.length,
          forms: ["prefill"] as const,
          firstLines: false,
          repair: false,
        },
        settings: {},
        answers: one.answers ?? [],
        cwd: root,
      };
      const ran = await runOnce(request, sessionOf(g, one.says), (e) => events.push(e), never);
      assert.ok(ran.ok, JSON.stringify(ran));
      const finished = events.find((e): e is Finished => e.type === "finished");
      assert.equal(finished?.outcome, one.outcome, finished?.reason);
      assert.deepEqual(
        finished?.edit?.files.map((f) => f.file.slice(root.length + 1)),
        one.edits,
      );
      for (const part of one.diff ?? [])
        assert.ok(finished?.diff.includes(part), `${part}\n${finished?.diff}`);
      assert.equal(
        events.some((e) => e.type === "question"),
        one.asks === true,
      );
      const warned = events.flatMap((e) =>
        e.type === "note" && e.level === "warning" ? [noteText(e, "terminal")] : [],
      );
      if (one.warns !== undefined) assert.match(warned.join("\n"), new RegExp(one.warns));
      if (one.reason !== undefined) assert.match(finished?.reason ?? "", new RegExp(one.reason));
    });
  }
});
