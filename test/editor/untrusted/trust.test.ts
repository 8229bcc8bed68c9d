import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { GenerateResult } from "../../../src/editor/stubs/generate";
import { inWorkspace, lenses, open, runsOf } from "../support";

describe("in a workspace that is not trusted", () => {
  const file = inWorkspace("calc", "calc.go");

  it("no lens is shown", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await open(file);
    await runsOf();
    assert.deepEqual(await lenses(file), []);
  });

  it("running is refused with the reason", async () => {
    await open(file, "panic(");
    const answer = await vscode.commands.executeCommand<GenerateResult>("stubwright.generate");
    assert.ok("refused" in answer);
    assert.match(answer.refused, /does not run in an untrusted workspace, because judging a draft/);
    assert.deepEqual((await runsOf()).records, []);
  });
});
