import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { settingsFor } from "../../../src/editor/host/settings";
import type { GenerateResult } from "../../../src/editor/stubs/generate";
import { eventually } from "../../support/eventually";
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

  it("its settings choose no program, no folder of one, no flags and no variables", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    const settings = join(folder, ".vscode", "settings.json");
    mkdirSync(dirname(settings), { recursive: true });
    writeFileSync(join(folder, "theirs.env"), "THEIRS=file\n");
    const theirs = {
      "go.goroot": "/theirs/goroot",
      "go.alternateTools": { go: "/theirs/bin/go", gopls: "/theirs/bin/gopls" },
      "go.toolsEnvVars": { THEIRS: "tools" },
      "go.testEnvFile": join(folder, "theirs.env"),
      "go.testEnvVars": { THEIRS: "test" },
      "go.testFlags": ["-toolexec=/theirs/exec"],
      "go.buildTags": "theirs",
    };
    writeFileSync(settings, JSON.stringify(theirs));
    const go = () => vscode.workspace.getConfiguration("go", file);
    await eventually(() => assert.equal(go().inspect("goroot")?.workspaceValue, "/theirs/goroot"));
    assert.doesNotMatch(JSON.stringify(settingsFor(file.fsPath)), /theirs/i);
  });
});
