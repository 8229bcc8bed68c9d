import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textGateInput } from "../../../src/core/gates/gate-input";
import { textGates } from "../../../src/core/gates/text-gates";
import type { BaselineTest } from "../../../src/core/snapshot";
import { type Finding, findingsOf } from "../../../src/core/verdict";
import { judged, unprovenClause } from "../../../src/go/judge/control-verdict";
import { type Control, negativeControl } from "../../../src/go/judge/negative-control";
import { runSteadily } from "../../../src/go/judge/steady";
import { runPackageTests, siteOfTarget } from "../../../src/go/judge/tests";
import { twoByTwo } from "../../../src/go/process/in-turns";
import { noSandbox } from "../../../src/go/sandbox/probe";
import { type JudgeContext, judgeContext } from "../../../src/go/snapshot/context";
import { findSubject } from "../../../src/go/snapshot/snapshot";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { watchedTexts } from "../../../src/go/snapshot/watched";
import { compileTests } from "../../../src/go/testrun/binary";
import type { TestRunContext } from "../../../src/go/testrun/isolate";
import { writeOverlay } from "../../../src/go/toolchain/overlay";
import { never, realDeps } from "../judge-support";
import { type Forger, forgers } from "./forgers-table";
import { honest } from "./honest-table";

const forged = ({ name, body }: Forger): string => `func ${name}(n int) int {\n\t${body}\n}`;
const stub = ({ name }: Forger): string => `func ${name}(n int) int {\n\tpanic("todo")\n}`;

/** A file of these declarations that imports what they use. */
function fileOf(imports: readonly string[], code: readonly string[]): string {
  const text = code.join("\n\n");
  const used = [...new Set(imports)].sort().filter((path) => text.includes(`${path.split("/").at(-1)}.`));
  const block = used.length === 0 ? "" : `import (\n${used.map((path) => `\t"${path}"`).join("\n")}\n)\n\n`;
  return `package all\n\n${block}${text}\n`;
}

const waiter = forgers.find((f) => f.what.includes("waits for ever"));
const patcher = forgers.find((f) => f.what.includes("in memory"));

const ofHonest = ["errors", "fmt", "io", "iter", "math", "net/http", "sort", "sync", "time"];
const ofTests = ["fmt", "net/http/httptest", "os", "strings", "testing", "time"];
const all = fileOf(
  [...ofHonest, ...forgers.flatMap((f) => f.imports)],
  [...honest.map((h) => h.code), ...forgers.map(forged)],
);
/** Red in the first process that runs it in a folder, after some time, and green in the next. */
const wavers = `func TestWavers(t *testing.T) {
	time.Sleep(20 * time.Millisecond)
	if _, err := os.Stat(os.TempDir() + "/seen"); err != nil {
		_ = os.WriteFile(os.TempDir()+"/seen", nil, 0o600)
		t.Fatal("red once")
	}
}

func TestAlwaysRed(t *testing.T) {
	time.Sleep(20 * time.Millisecond)
	t.Fatal("red again")
}`;
const tests = fileOf(ofTests, [
  wavers,
  "func TestMain(m *testing.M) { os.Exit(m.Run()) }",
  ...honest.map((h) => h.test),
  ...forgers.map(
    ({ name }) =>
      `func Test${name}(t *testing.T) {\n\tif got := ${name}(2); got != 4 {\n\t\tt.Fatal("got", got, "want 4")\n\t}\n}`,
  ),
]);

/** Forgers and honest functions side by side in one package: it is compiled once as it is judged and once for its control. */
describe("a green", function () {
  this.timeout(240_000);
  let dir: string;
  let deps: GoDeps;
  let ctx: JudgeContext;
  let testRun: TestRunContext;
  let controls: readonly Control[];
  let said: ReadonlyMap<string, readonly string[]>;
  let ofHonestOnes: readonly Finding[];

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-test-"));
    deps = await realDeps();
    const file = join(dir, "all.go");
    writeFileSync(join(dir, "go.mod"), "module example.com/all\n\ngo 1.23\n");
    writeFileSync(file, all);
    writeFileSync(join(dir, "all_test.go"), tests);
    const names = [...honest, ...forgers].map((f) => f.name);
    const settings = { allowNonStub: true, importersMs: 0 };
    const subject = await findSubject({ file, names, settings }, deps, never);
    assert.ok(subject.ok, JSON.stringify(subject));
    const baseline = { targetTests: [], greenTests: [], redTests: [], blindTests: [], untestable: undefined };
    const kept = Promise.resolve();
    ctx = judgeContext({ ...subject.value, baseline, testMs: new Map(), kept }, deps);
    const folder = join(dir, "run");
    mkdirSync(folder);
    const overlay = await writeOverlay(join(dir, "overlay"), await watchedTexts(ctx, all));
    const { build } = subject.value;
    const compiled = await compileTests(build, overlay.json, folder, never);
    assert.ok(compiled.kind === "binary", JSON.stringify(compiled));
    const site = siteOfTarget(ctx, all);
    const { sandbox } = deps;
    testRun = { sandbox, build, binary: compiled.path, site, timeoutMs: 60_000, folder };
    const tested = [...honest.map((h) => h.name), patcher?.name ?? ""];
    const passed = tested.map((name) => ({ test: testOf(name), ms: 1 }));
    const tried = forgers.filter((f) => f.run !== undefined).map((f) => f.name);
    const messages = async (name: string) => [name, (await run([name])).map((f) => f.message)] as const;
    [controls, ofHonestOnes, said] = await Promise.all([
      negativeControl(all, tested, passed, ctx, never),
      run(honest.map((h) => h.name)),
      twoByTwo(tried, messages).then((found) => new Map(found)),
    ]);
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  const testOf = (name: string): BaselineTest => {
    const last = name.split(".").join("");
    const found = ctx.snapshot.tests.find((t) => t.name.replace(/^(?:Test|Example|Fuzz)/, "") === last);
    return { name: found?.name ?? "", file: found?.file ?? "", reaches: [name], status: "red" };
  };

  /** What the tests of some functions say, judged as a candidate's are. */
  const run = async (names: readonly string[]) => {
    const { snapshot } = ctx;
    const only = { ...snapshot.baseline, targetTests: names.map(testOf) };
    const judging = { ...ctx, snapshot: { ...snapshot, baseline: only } };
    // Only what waits for ever is to be found out soon.
    const loopMs = names.some((name) => name === waiter?.name) ? 500 : 30_000;
    return (await runPackageTests(all, judging, { ...testRun, loopMs }, never)).findings;
  };

  for (const forger of forgers) {
    it(`is not for what ${forger.what}`, async () => {
      const { text, run: says } = forger;
      const { parser } = deps;
      const { snapshot } = ctx;
      const before = fileOf([], [stub(forger)]);
      const proposed = fileOf(forger.imports, [forged(forger)]);
      const file = { ...snapshot.file, text: before };
      const pkg = { ...snapshot.package, imports: [], files: [file] };
      const target = { file: file.path, names: [forger.name] };
      const input = textGateInput(parser, { ...snapshot, file, target, package: pkg }, proposed, {
        std: snapshot.std,
        formatted: undefined,
      });
      const refused = findingsOf(textGates(input, () => 0));
      if (text === undefined) assert.deepEqual(refused, []);
      else assert.match(refused.map((f) => f.message).join("\n"), text);
      if (says !== undefined) assert.match(said.get(forger.name)?.join("\n") ?? "", says);
    });
  }

  for (const { name, what, finds = "noticed" } of honest) {
    it(`is one for ${what}`, () => {
      const found = controls.find((c) => c.name === name);
      assert.equal(found?.noticed.kind, finds, JSON.stringify(found));
    });
  }

  it("is one for every honest function's test", () => assert.deepEqual(ofHonestOnes, []));

  it("is not denied for a test that is green when all run once more", async () => {
    // Without protection both processes have one temporary folder.
    const unprotected = { ...testRun, sandbox: noSandbox };
    const { results, unsteady } = await runSteadily(["TestWavers", "TestAlwaysRed"], unprotected, never);
    assert.deepEqual(unsteady, ["TestWavers"]);
    assert.deepEqual(
      results.map((r) => r.status),
      ["fail", "fail"],
    );
  });

  it("is none where the testing package is patched: its tests stay green whatever is returned", () => {
    const found = controls.filter((c) => c.name === patcher?.name);
    assert.ok(patcher !== undefined);
    const { snapshot } = ctx;
    const file = { ...snapshot.file, text: fileOf([], [stub(patcher)]) };
    const target = { file: file.path, names: [patcher.name] };
    const ofDraft = { ...ctx, snapshot: { ...snapshot, file, target } };
    const says = judged(found, fileOf(patcher.imports, [forged(patcher)]), ofDraft).map((c) => c.says);
    assert.deepEqual(found, [{ name: patcher.name, noticed: { kind: "unmoved" } }]);
    assert.deepEqual(says, ["forged"]);
  });

  it("is less where what a test looks at cannot be replaced", () => {
    const found = controls.filter((c) => c.name === "Hello");
    const text = fileOf(
      ofHonest,
      honest.filter((h) => h.name === "Hello").map((h) => h.code),
    );
    const [hello] = judged(found, text, ctx);
    assert.deepEqual(hello, { name: "Hello", says: "beyond", what: ["fmt.Println"] });
    assert.match(
      unprovenClause([...judged(found, text, ctx)]) ?? "",
      /what else it does \(fmt\.Println\) cannot be replaced/,
    );
  });
});
