import assert from "node:assert/strict";
import { join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { indexFile } from "../../../src/core/syntax/index-file";
import { type VetReport, vet } from "../../../src/go/compile/vet";
import { runVetTool, type VetUnit, vetUnit } from "../../../src/go/compile/vet-unit";
import { withFolder } from "../../../src/go/process/temp-dir";
import { judgeContext, textsWith } from "../../../src/go/snapshot/context";
import { createSnapshot } from "../../../src/go/snapshot/snapshot";
import type { GoDeps, GoSnapshot } from "../../../src/go/snapshot/subject";
import { writeOverlay } from "../../../src/go/toolchain/overlay";
import { modules, never, type Rewrite, realDeps, rewritten } from "../judge-support";

async function snapshotOf(deps: GoDeps, path: string, name: string): Promise<GoSnapshot> {
  const made = await createSnapshot({ file: join(modules, path), names: [name] }, deps, never);
  assert.ok(made.ok, made.ok ? "" : messageOf(made.error));
  return made.value;
}

const unitOf = ({ build, package: { name }, before, std }: GoSnapshot): Promise<VetUnit | undefined> =>
  vetUnit(build, name, before, std, never);

/** What the body brings, whether the tool is asked without go, and how many findings there are. */
const cases: readonly (readonly [string, Omit<Rewrite, "bodies"> & { body: string }, boolean, number])[] = [
  ["nothing wrong", { body: "\treturn strings.ToUpper(s)" }, true, 0],
  ["a self-assignment", { body: "\ts = s\n\treturn s" }, true, 1],
  ["a wrong verb, by a new import", { body: '\treturn fmt.Sprintf("%d", s)', imports: ["fmt"] }, true, 1],
  ["code that is not reached", { body: "\treturn s\n\treturn strings.ToUpper(s)" }, true, 1],
  [
    "a wrapper of Printf in a helper, called wrongly",
    {
      body: '\treturn say("%d", s)',
      imports: ["fmt"],
      helpers: "func say(format string, args ...any) string {\n\treturn fmt.Sprintf(format, args...)\n}",
    },
    true,
    1,
  ],
  ["two findings", { body: "\ts = s\n\treturn s\n\treturn s" }, true, 2],
  ["an import that is not usual", { body: "\treturn html.EscapeString(s)", imports: ["html"] }, false, 0],
  ["a type error", { body: "\treturn 1" }, false, 0],
];

describe("vet's tool asked without go", () => {
  let deps: GoDeps;
  let snapshot: GoSnapshot;
  let unit: VetUnit | undefined;
  before(async () => {
    deps = await realDeps();
    snapshot = await snapshotOf(deps, "words/words.go", "Reverse");
    // Facts of what candidates may import are made by the first go vet that meets them.
    await report({ body: "\treturn fmt.Sprint(s)", imports: ["fmt"] }, undefined);
    unit = await unitOf(snapshot);
  });

  async function report(
    { body, ...rest }: Omit<Rewrite, "bodies"> & { body: string },
    served: VetUnit | undefined,
  ): Promise<{ readonly report: VetReport; readonly direct: boolean }> {
    const text = rewritten(deps.parser, snapshot.file.path, { bodies: { Reverse: body }, ...rest });
    const imports = indexFile(deps.parser, text).imports.map((i) => i.path);
    const { build } = snapshot;
    return withFolder(async (folder) => {
      const overlay = await writeOverlay(folder, textsWith(judgeContext(snapshot, deps), text));
      const version = served && { unit: served, imports };
      const asked = version && (await runVetTool(version, build, overlay, folder, never));
      return { report: await vet(build, overlay, folder, never, version), direct: asked !== undefined };
    });
  }

  for (const [title, rewrite, direct, findings] of cases)
    it(`says the same: ${title}`, async () => {
      assert.ok(unit);
      const [through, alone] = [await report(rewrite, undefined), await report(rewrite, unit)];
      assert.deepEqual(alone.report, through.report);
      assert.equal(alone.direct, direct);
      assert.equal(alone.report.findings.length, findings);
    });

  it("is not, where a package has tests of package x_test or C", async () => {
    for (const [path, name] of [
      ["stack/stack.go", "Stack.Push"],
      ["withc/native.go", "Thrice"],
    ] as const)
      assert.equal(await unitOf(await snapshotOf(deps, path, name)), undefined, path);
  });
});
