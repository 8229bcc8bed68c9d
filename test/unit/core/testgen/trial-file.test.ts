import assert from "node:assert/strict";
import type { Snapshot } from "../../../../src/core/snapshot";
import type { TestCase } from "../../../../src/core/testgen/case";
import { probesFor } from "../../../../src/core/testgen/inputs";
import {
  ineffectiveTestText,
  mutationSummary,
  survivorText,
} from "../../../../src/core/testgen/mutation-report";
import type { TestSubject } from "../../../../src/core/testgen/suite";
import { survivorOf } from "../../../../src/core/testgen/test-events";
import { isProbeable, panicked, probed, trialFile, trialName } from "../../../../src/core/testgen/trial-file";
import { loadGoParser } from "../../../../src/go/toolchain/parser";
import { packageOf } from "../context-fixture";
import { shapeFor } from "./test-fixture";

async function subject(source: string, name: string): Promise<TestSubject> {
  const parser = await loadGoParser();
  const { file, shape } = shapeFor(parser, source, name);
  const snapshot: Snapshot = packageOf({ "p.go": file.text }, [name]);
  const style = {} as TestSubject["style"];
  return { parser, snapshot, file, shape, style, std: new Set(["testing"]), declared: new Set() };
}

const stated = (args: readonly string[], wants: readonly string[], receiver?: string): TestCase => ({
  receiver,
  args,
  wants,
  origin: "person",
});

describe("inputs whose results nobody has stated", () => {
  const shapes: readonly (readonly [string, string, readonly TestCase[], boolean])[] = [
    ["numbers and text", "func F(n int, s string) int { return n }", [], true],
    ["lists", "func F(xs []int, ok []bool) int { return 0 }", [], true],
    ["floats, bytes and runes", "func F(x float64, b byte, r rune, u uint8) int { return 0 }", [], true],
    ["a variadic parameter", "func F(xs ...string) int { return 0 }", [], true],
    ["a type nobody knows", "func F(c Crane) int { return 0 }", [], false],
    ["the same with an example", "func F(c Crane) int { return 0 }", [stated(["Crane{}"], ["1"])], true],
  ];
  for (const [title, source, cases, possible] of shapes) {
    it(`${title}: ${possible ? "made" : "none"}`, async () => {
      const { shape } = await subject(source, "F");
      const probes = probesFor(shape, cases, 10, 7);
      assert.equal(probes.length > 0, possible);
      assert.ok(probes.length <= 10 && probes.every((p) => p.args.length === shape.decl.params.length));
      assert.equal(new Set(probes.map((p) => p.args.join("|"))).size, probes.length);
      assert.deepEqual(probesFor(shape, cases, 10, 7), probes);
    });
  }

  it("a method's receivers are those of its examples", async () => {
    const { shape } = await subject("func (c Crane) Lift(n int) int { return n }", "Crane.Lift");
    assert.deepEqual(probesFor(shape, [], 5, 1), []);
    const probes = probesFor(shape, [stated(["1"], ["1"], "Crane{}")], 5, 1);
    assert.ok(probes.length > 0 && probes.every((p) => p.receiver === "Crane{}"));
  });
});

describe("a trial of cases and probes", () => {
  const sources = {
    value: "func F(n int) (int, error) { return n, nil }",
    changed: "func F(xs []int) { xs[0] = 1 }",
    list: "func F(n int) []byte { return nil }",
  };

  it("is one test for each, found again by its lines", async () => {
    const made = trialFile(
      await subject(sources.value, "F"),
      [stated(["1"], ["1", "nil"]), stated(["0"], ["_", "error"])],
      [{ receiver: undefined, args: ["2"] }],
    );
    assert.deepEqual(made.names, [trialName.case(0), trialName.case(1), trialName.probe(0)]);
    for (const name of made.names) {
      const line = made.text.split("\n").findIndex((l) => l.includes(`func ${name}(`)) + 1;
      assert.equal(made.at(line), name);
      assert.equal(made.at(line + 2), name);
    }
    assert.equal(made.at(1), undefined);
    assert.match(made.text, /^package p\n\nimport \(\n\t "testing"\n\)\n/);
    assert.match(made.text, /F\(2\)/);
    assert.ok(made.text.includes(panicked));
  });

  it("looks at the parameter that the function changes", async () => {
    const made = trialFile(
      await subject(sources.changed, "F"),
      [],
      [{ receiver: undefined, args: ["[]int{2}"] }],
    );
    assert.match(made.text, /var arg \[\]int = \[\]int\{2\}\nF\(arg\)/);
  });

  const outputs: readonly (readonly [keyof typeof sources, string, readonly string[] | undefined])[] = [
    ["value", "    x_test.go:3: stubwright:got:4\n        stubwright:got:false\n", ["4", "nil"]],
    ["value", "stubwright:got:0\nstubwright:got:true\n", ["_", "error"]],
    ["value", "stubwright:got:4\n", undefined],
    ["list", "stubwright:got:[]byte{0x61}\n", ["[]byte{0x61}"]],
    ["list", "stubwright:got:[]uint8(nil)\n", ["nil"]],
  ];
  for (const [kind, output, wants] of outputs) {
    it(`reads what a probe printed: ${JSON.stringify(output)}`, async () =>
      assert.deepEqual(probed(await subject(sources[kind], "F"), output), wants));
  }

  const kinds: readonly (readonly [string, boolean])[] = [
    ["func F(n int) map[string]int { return nil }", true],
    ["func F(n int) *Crane { return nil }", false],
    ["func F[T any](n T) int { return 0 }", false],
  ];
  for (const [source, can] of kinds) {
    it(`${can ? "can" : "cannot"} be printed as Go: ${source}`, async () =>
      assert.equal(isProbeable(await subject(source, "F")), can));
  }
});

describe("how well tests watch a function, in words", () => {
  const protection = "bubblewrap" as const;
  const report = {
    protection,
    name: "F",
    file: "/m/f.go",
    tests: 2,
    red: [],
    blocked: [],
    toothless: [],
    survivors: [],
    killed: 3,
    total: 4,
    unmeasured: [],
  };
  const cases: readonly (readonly [string, string])[] = [
    [mutationSummary({ ...report, tests: 0 }), "No test reaches F."],
    [mutationSummary(report), "2 tests reach F and kill 3 of 4 mutants."],
    [
      mutationSummary({ ...report, red: ["TestF"], unmeasured: [{ line: 3, change: "< to <=" }] }),
      "1 test reaches F and kills 3 of 4 mutants; 1 more could not be measured; TestF fails on it as it is and is left out.",
    ],
    [
      mutationSummary({ ...report, red: ["TestF", "TestG"], killed: 0, total: 0 }),
      "Every test that reaches F fails on it as it is, so none can kill a mutant.",
    ],
    [
      mutationSummary({ ...report, blocked: [{ test: "TestF", block: "network" }], killed: 0, total: 0 }),
      "1 test reaches F and kills 0 of 0 mutants; the sandbox blocks TestF from using the network.",
    ],
    [
      mutationSummary({ ...report, tests: 1, blocked: [{ test: "TestF", block: "network" }] }),
      "No test can check F here: the sandbox blocks TestF from using the network.",
    ],
    [
      mutationSummary({
        ...report,
        tests: 1,
        toothless: [{ test: "TestF", file: "", line: 1, when: "empty" }],
      }),
      "1 test reaches F and kills 3 of 4 mutants; TestF cannot fail.",
    ],
    [
      ineffectiveTestText("F", { test: "TestF", file: "", line: 1, when: "panics" }),
      "TestF passes even when F panics, so it does not check what F returns.",
    ],
    [
      survivorText(
        "F",
        survivorOf({ change: "line 4: < became <=", line: 4 } as Parameters<typeof survivorOf>[0]),
      ),
      "No test of F kills this mutant: < became <=.",
    ],
  ];
  for (const [said, expected] of cases) it(expected, () => assert.equal(said, expected));
});
