import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Runs } from "../../../src/editor/runs/runs";
import type { GenerateResult } from "../../../src/editor/stubs/generate";
import type { FakeModel } from "../../support/fake-model";
import {
  configure,
  ended,
  inWorkspace,
  lenses,
  now,
  onDisk,
  open,
  runsOf,
  scripted,
  until,
  viewOf,
} from "../support";

const generate = (...args: unknown[]): Thenable<GenerateResult> =>
  vscode.commands.executeCommand("stubwright.generate", ...args);

const sum =
  "```go\nfunc Sum(numbers []int) int {\n\ttotal := 0\n\tfor _, n := range numbers {\n\t\ttotal += n\n\t}\n\treturn total\n}\n```\n";
const largest =
  "```go\nfunc Largest(numbers []int) (int, bool) {\n\tif len(numbers) == 0 {\n\t\treturn 0, false\n\t}\n\tbest := numbers[0]\n\tfor _, n := range numbers[1:] {\n\t\tif n > best {\n\t\t\tbest = n\n\t\t}\n\t}\n\treturn best, true\n}\n```\n";

describe("generating", () => {
  const file = inWorkspace("calc", "calc.go");
  let runs: Runs;
  let model: FakeModel | undefined;
  before(async () => {
    await open(file);
    runs = await runsOf();
  });
  afterEach(async () => {
    await model?.close();
    model = undefined;
    await configure("server", undefined);
  });

  const said = {
    "on a written function": ["func Half", "Half already has a body."],
    "above the first function": [
      "package calc",
      "There is no stub at the cursor. This file's stubs: Sum, Largest.",
    ],
  } as const;
  for (const [where, [at, message]] of Object.entries(said)) {
    it(`says why there is nothing to do ${where}`, async () => {
      await open(file, at);
      const answer = await generate();
      assert.ok("refused" in answer);
      assert.ok(answer.refused.startsWith(message), answer.refused);
    });
  }

  it("says why there is nothing to do outside Go", async () => {
    await open(inWorkspace("go.mod"));
    assert.ok("refused" in (await generate()));
  });

  it("writes the stub at the cursor, and nothing before it is applied", async () => {
    model = await scripted({ answer: () => sum });
    const before = await onDisk(file);
    await open(file, "panic(");
    const answer = await generate();
    assert.ok("run" in answer, JSON.stringify(answer));
    const { id } = answer.run;
    const run = await ended(runs, id);
    const view = viewOf(run);
    assert.equal(view.finished?.outcome, "passing", view.finished?.reason);
    assert.deepEqual(view.header?.target.names, ["Sum"]);
    assert.equal(await onDisk(file), before);

    await runs.apply(id, undefined);
    const document = await vscode.workspace.openTextDocument(file);
    assert.ok(document.getText().includes("total += n"));
    assert.equal(document.isDirty, true);
    assert.equal(await onDisk(file), before);
    assert.equal(now(runs, id).applied, true);
    assert.deepEqual(await lenses(file), [
      "func Largest(numbers []int) (int, bool) { | Generate Go implementation",
    ]);
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
  });

  it("writes every stub of a selection in one run", async () => {
    model = await scripted({ answer: (prompt) => (prompt.includes("Largest") ? `${sum}\n${largest}` : sum) });
    await open(file, "// Sum adds", "return 0, false");
    const answer = await generate();
    assert.ok("run" in answer);
    assert.deepEqual(answer.run.names, ["Sum", "Largest"]);
    const run = await ended(runs, answer.run.id);
    assert.equal(viewOf(run).finished?.outcome, "passing", viewOf(run).finished?.reason);
  });

  it("puts the person's hint into the prompt", async () => {
    model = await scripted({ answer: () => sum });
    const answer = await generate({ file: file.fsPath, names: ["Sum"], hint: "add with a plain loop" });
    assert.ok("run" in answer);
    await ended(runs, answer.run.id);
    assert.ok(model.prompts[0]?.includes("add with a plain loop"), model.prompts[0]);
  });

  it("takes one run after the other, and the lens says which one is at work", async () => {
    model = await scripted({
      answer: (prompt) => (prompt.includes("Largest(") ? largest : sum),
      pieceMs: 30,
    });
    const first = await generate({ file: file.fsPath, names: ["Sum"] });
    const second = await generate({ file: file.fsPath, names: ["Largest"] });
    assert.ok("run" in first && "run" in second);
    await until(() => (now(runs, first.run.id).state === "running" ? true : undefined));
    assert.equal(now(runs, second.run.id).state, "queued");
    assert.deepEqual(await lenses(file), [
      "func Sum(numbers []int) int { | $(loading~spin) Generating…",
      "func Largest(numbers []int) (int, bool) { | $(clock) Waiting to generate…",
    ]);
    const done = await Promise.all([ended(runs, first.run.id), ended(runs, second.run.id)]);
    assert.deepEqual(
      done.map((run) => viewOf(run).finished?.outcome),
      ["passing", "passing"],
    );
  });

  it("ends at once when it is cancelled", async () => {
    model = await scripted({ answer: () => sum.repeat(50), pieceMs: 100 });
    const answer = await generate({ file: file.fsPath, names: ["Sum"] });
    assert.ok("run" in answer);
    const { id } = answer.run;
    await until(() => (now(runs, id).events.some((e) => e.type === "text") ? true : undefined));
    runs.cancel(id);
    const run = await ended(runs, id);
    assert.equal(viewOf(run).finished?.outcome, "cancelled");
  });
});
