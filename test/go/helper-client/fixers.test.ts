import assert from "node:assert/strict";
import type { Finding } from "../../../src/core/verdict";
import { createConfirmer } from "../../../src/go/helper-client/confirmer";
import {
  applyFixers,
  createFixers,
  type FixerBackend,
  helperDiagnostics,
  type TypedError,
} from "../../../src/go/helper-client/fixers";
import { createJudge } from "../../../src/go/judge/judge";
import type { JudgeContext } from "../../../src/go/snapshot/context";
import { candidateOf, courtFor, type HelperFixture, helperFixture, never } from "../helper-support";

const test = (name: string, body: string) =>
  `package m\n\nimport "testing"\n\nfunc Test${name}(t *testing.T) {\n${body}\n}\n`;

describe("typed fixers on the Go helper", function () {
  this.timeout(120_000);
  let g: HelperFixture;
  before(async () => {
    g = await helperFixture();
  });
  after(() => g.end());

  /** A file of a neighbour that is another stub, written by a person who does not run gofmt. */
  const file = (body: string, imports = "") =>
    `package m\n${imports}\n// Total sums a line of numbers.\nfunc Total(line string) (int, error) {${body}}\n\nfunc   Other( ) int { panic("TODO") }\n`;
  const stub = file(' panic("not implemented") ');

  it("turns a real draft into a candidate of the target and its imports only", async () => {
    const files = {
      "a.go": stub,
      "a_test.go": test("Total", 'if n, err := Total("3 4"); n != 7 || err != nil { t.Fatal(n, err) }'),
    };
    const ctx = await courtFor(g, files, ["Total"]);
    const draft = file(
      "\n\tvar sum int\n\tfor _, num := range strings.Fields(line) {\n\t\tsum += num\n\t}\n\treturn sum, nil\n",
    );
    const [first, ...others] = await createFixers(ctx, g.helper).applyTypedFixes(
      candidateOf(draft),
      [],
      never,
    );
    assert.deepEqual(first?.adjustments, ["import added", "number read from text"]);
    assert.match(first?.text ?? "", /import \(\n\t"strconv"\n\t"strings"\n\)/);
    assert.match(first?.text ?? "", /func {3}Other\( \) int \{ panic\("TODO"\) \}/);
    assert.ok(others.length <= 2);
    assert.ok(first);
    const judgement = await createJudge(ctx.snapshot, g.deps).judge(first, () => {}, never);
    assert.equal(judgement.grade, "passing", JSON.stringify(judgement.verdicts.at(-1)));
  });

  it("gives back nothing for what compiles, and for what nothing fixes", async () => {
    const ctx = await courtFor(g, { "a.go": stub, "a_test.go": test("Total", 'Total("")') }, ["Total"]);
    const fixers = createFixers(ctx, g.helper);
    for (const body of [" return 0, nil ", " return frobnicate(line) "]) {
      assert.deepEqual(await fixers.applyTypedFixes(candidateOf(file(body)), [], never), []);
    }
  });

  it("offers alternatives at a panic's frame", async () => {
    const chunks = (body: string) => `package m\n\nfunc Pieces(s string, n int) []string {${body}}\n`;
    const files = {
      "a.go": chunks(' panic("TODO") '),
      "a_test.go": test("Pieces", 'if len(Pieces("abc", 2)) != 2 { t.Fatal() }'),
    };
    const ctx = await courtFor(g, files, ["Pieces"]);
    const draft = chunks(
      "\n\tvar out []string\n\tfor i := 0; i < len(s); i += n {\n\t\tout = append(out, s[i:i+n])\n\t}\n\treturn out\n",
    );
    const judge = createJudge(ctx.snapshot, g.deps);
    const refused = await judge.judge(candidateOf(draft), () => {}, never);
    const findings = refused.verdicts.flatMap((v) => (v.status === "failed" ? v.findings : []));
    assert.ok(
      findings.some((f) => f.class === "panic" && f.line === 6),
      JSON.stringify(findings),
    );
    const adjustments = await createFixers(ctx, g.helper).applyTypedFixes(
      candidateOf(draft),
      findings,
      never,
    );
    const grades = [];
    for (const one of adjustments) grades.push((await judge.judge(one, () => {}, never)).grade);
    assert.ok(grades.includes("passing"), adjustments.map((m) => m.text).join("\n"));
  });

  it("gives quick diagnostics where no gopls runs", async () => {
    const ctx = await courtFor(g, { "a.go": stub, "a_test.go": test("Total", 'Total("")') }, ["Total"]);
    const findings = await helperDiagnostics(ctx, g.helper).errors(file("\n\treturn len(line)\n"), never);
    assert.deepEqual(
      findings?.map((f) => [f.gate, f.class, f.line, f.message.split("\n")[0]]),
      [["types", "type", 5, "not enough return values"]],
    );
  });

  it("takes the lightest way and goes on side by side", async () => {
    // Weights by text: two ways from a; b is lighter at once, c leads further.
    const weights: Record<string, number> = { a: 30, b: 10, c: 20, cd: 0, bd: 10 };
    const error = (weight: number): TypedError => ({
      line: 1,
      column: 1,
      message: "",
      class: "type",
      weight,
    });
    const backend: FixerBackend = {
      check: async (texts) => texts.map((t) => (weights[t] ? [error(weights[t])] : [])),
      diagnose: async (text) => ({
        errors: [],
        alternatives:
          text === "a"
            ? ["b", "c"].map((x) => ({ fixer: `to ${x}`, changes: [{ start: 0, end: 1, text: x }] }))
            : [{ fixer: "and d", changes: [{ start: 1, end: 1, text: "d" }] }],
      }),
    };
    assert.deepEqual(await applyFixers("a", backend), [{ text: "cd", fixers: ["to c", "and d"], weight: 0 }]);
  });
});

describe("variants and mutants on the Go helper", function () {
  this.timeout(120_000);
  let g: HelperFixture;
  let ctx: JudgeContext;
  before(async () => {
    g = await helperFixture();
    const files = {
      "a.go": file(' panic("not implemented") '),
      "a_test.go": test(
        "Grade",
        'if Grade(90) != "A" || Grade(10) != "F" || Grade(60) != "C" || Grade(59) != "F" || Grade(89) != "C" { t.Fatal() }',
      ),
    };
    ctx = await courtFor(g, files, ["Grade"]);
  });
  after(() => g.end());

  const file = (body: string) => `package m\n\n// Grade of a mark.\nfunc Grade(mark int) string {${body}}\n`;
  const right = file(
    '\n\tif mark >= 90 {\n\t\treturn "A"\n\t}\n\tif mark >= 60 {\n\t\treturn "C"\n\t}\n\treturn "F"\n',
  );

  it("good tests kill mutants", async () => {
    const confirmer = createConfirmer(ctx, g.helper);
    const { killed, total } = await confirmer.mutants(candidateOf(right), never);
    assert.ok(total >= 10, `${total} mutants`);
    assert.equal(killed, total);
  });

  it("constants of the tests in a candidate are found", async () => {
    const copied = file('\n\tif mark == 1234 {\n\t\treturn "Zed"\n\t}\n\treturn "F"\n');
    const tests = test("Grade", 'if Grade(1234) != "Zed" { t.Fatal() }');
    const own = await courtFor(g, { "a.go": file(' panic("TODO") '), "a_test.go": tests }, ["Grade"]);
    const confirmer = createConfirmer(own, g.helper);
    assert.deepEqual(await confirmer.copied(candidateOf(copied), never), ["1234", '"Zed"']);
    assert.deepEqual(await confirmer.copied(candidateOf(right), never), []);
  });

  it("knows nothing of findings that are no panic", async () => {
    const assertion: Finding = {
      gate: "tests",
      class: "assertion",
      file: ctx.snapshot.file.path,
      line: 5,
      column: 0,
      message: "got F, want A",
    };
    assert.deepEqual(
      await createFixers(ctx, g.helper).applyTypedFixes(candidateOf(right), [assertion], never),
      [],
    );
  });
});
