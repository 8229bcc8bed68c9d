import assert from "node:assert/strict";
import { join } from "node:path";
import { applyChanges } from "../../../../src/core/edit/edit";
import type { RunEvent } from "../../../../src/core/events/events";
import { defaultOptions } from "../../../../src/core/search/options";
import { runOnce } from "../../../../src/session/run/run";
import { type HelperFixture, helperFixture, moduleIn, never, sessionOf } from "../../helper-support";

type Finished = Extract<RunEvent, { readonly type: "finished" }>;

const stub =
  '// Package m.\npackage m\n\n// Half is half of n, rounded up.\nfunc Half(n int) int {\n\tpanic("todo")\n}\n';
const body = "\treturn (n + 1) / 2\n}\n";
const down = "\treturn n / 2\n}\n";
const otherTest = 'package m\n\nimport "testing"\n\nfunc TestOther(t *testing.T) {}\n';
const ownTest =
  'package m\n\nimport "testing"\n\nfunc TestHalf(t *testing.T) {\n\tif Half(3) != 2 {\n\t\tt.Fatal("no")\n\t}\n}\n';

/** A stub, what its model says (bodies, one more of them than are needed since judging overlaps, then cases), and the tests that are offered with the body. */
const table: readonly {
  readonly what: string;
  readonly tests?: string;
  readonly says: readonly string[];
  readonly budget?: number;
  readonly answers?: readonly string[];
  readonly outcome: Finished["outcome"];
  /** Whether the run's own edit has tests: those of the person's words. */
  readonly own?: boolean;
  /** Who states what; undefined where no tests are offered. */
  readonly offered: readonly string[] | undefined;
  readonly file?: readonly string[];
}[] = [
  {
    what: "cases that the body passes and that notice small changes of it",
    says: [body, body, 'a", 3, 2},\n{"b", 4, 2},\n{"c", 5, 7},\n{"d", 0, 0},\n'],
    outcome: "suggested",
    offered: ["model Half(3) == 2", "model Half(4) == 2", "model Half(0) == 0"],
    file: [
      "func TestHalf(t *testing.T) {",
      "\t\t// What the model that wrote the body expects; nobody has confirmed it.\n\t\t{",
    ],
  },
  {
    what: "beside the tests that are there, none of which is touched",
    tests: otherTest,
    says: [body, body, 'a", 3, 2},\n{"b", 4, 2},\n'],
    outcome: "suggested",
    offered: ["model Half(3) == 2", "model Half(4) == 2"],
    file: [otherTest],
  },
  {
    what: "only cases on which candidates that differ agree: where they do not, the person decides",
    says: [body, down, 'a", 3, 2},\n{"b", 4, 2},\n{"c", 8, 4},\n'],
    outcome: "suggested",
    offered: ["model Half(4) == 2", "model Half(8) == 4"],
  },
  {
    what: "none where the body passes none of the cases",
    says: [body, down, 'a", 3, 9},\n{"b", 4, 9},\n'],
    outcome: "suggested",
    offered: undefined,
  },
  {
    what: "none where the model states nothing",
    says: [body],
    outcome: "suggested",
    offered: undefined,
  },
  {
    what: "none where no call is left",
    says: [body, 'a", 3, 2},\n'],
    budget: 1,
    outcome: "suggested",
    offered: undefined,
  },
  {
    what: "none where the person's tests decide",
    tests: ownTest,
    says: [body, down, 'a", 3, 2},\n'],
    outcome: "passing",
    offered: undefined,
  },
  {
    what: "one function of the person's answer and the model's cases, once the answer decides",
    says: [down, body, down, 'a", 4, 2},\n{"b", 8, 4},\n'],
    answers: ["Half(3) == 2"],
    outcome: "passing",
    own: true,
    offered: ["person Half(3) == 2", "model Half(4) == 2", "model Half(8) == 4"],
    file: ['\t\t{"Half(3)", 3, 2},\n\t\t// What the model'],
  },
];

describe("tests that are offered with a body", () => {
  let g: HelperFixture;
  before(async function () {
    this.timeout(240_000);
    g = await helperFixture();
  });
  after(() => g.end());

  for (const one of table) {
    it(one.what, async function () {
      this.timeout(240_000);
      const tested = one.tests === undefined ? {} : { "a_test.go": one.tests };
      const root = moduleIn(g, { "a.go": stub, ...tested });
      const events: RunEvent[] = [];
      const { budget = 8, answers = [] } = one;
      const options = {
        ...defaultOptions,
        budget,
        forms: ["prefill"] as const,
        firstLines: false,
        repair: false,
        confirm: false,
      };
      const request = {
        file: join(root, "a.go"),
        names: ["Half"],
        options,
        settings: {},
        answers,
        cwd: root,
      };
      const ran = await runOnce(request, sessionOf(g, one.says), (e) => events.push(e), never);
      assert.ok(ran.ok, JSON.stringify(ran));
      const finished = events.find((e): e is Finished => e.type === "finished");
      assert.ok(finished);
      assert.equal(finished.outcome, one.outcome, finished.reason);
      const files = finished.edit?.files.map((f) => f.file.slice(root.length + 1));
      assert.deepEqual(files, one.own ? ["a.go", "a_test.go"] : ["a.go"]);
      const { tests } = finished;
      assert.deepEqual(
        tests?.cases.map((c) => `${c.origin} ${c.text}`),
        one.offered,
      );
      if (tests === undefined) return;
      assert.deepEqual(
        tests.edit.files.map((f) => f.file.slice(root.length + 1)),
        ["a_test.go"],
      );
      assert.ok(tests.killed > 0 && tests.killed <= tests.mutants);
      const [file] = tests.edit.files;
      const text = applyChanges(file?.hash === undefined ? "" : (one.tests ?? ""), file?.changes ?? []);
      for (const part of one.file ?? []) assert.ok(text.includes(part), text);
      assert.match(tests.diff, /^\+\+\+ b\/a_test\.go$/m);
    });
  }
});
