import assert from "node:assert/strict";
import { mkdtempSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { advised, noteText } from "../../../src/core/problem/problem-text";
import type { Runs } from "../../../src/editor/runs/runs";
import type { GenerateResult } from "../../../src/editor/stubs/generate";
import type { FakeModel } from "../../support/fake-model";
import { onlyGo } from "../../support/only-go";
import { configure, ended, inWorkspace, open, runsOf, scripted, viewOf, workspace } from "../support";

const sum =
  "func Sum(numbers []int) int {\n\ttotal := 0\n\tfor _, n := range numbers {\n\t\ttotal += n\n\t}\n\treturn total\n}\n";

describe("what surrounds a run", () => {
  const file = inWorkspace("calc", "calc.go");
  let runs: Runs;
  let model: FakeModel;
  const sumRun = async () => viewOf(await ended(runs, runs.start({ file: file.fsPath, names: ["Sum"] }).id));

  before(async () => {
    runs = await runsOf();
    model = await scripted({ answer: () => sum });
    await open(file);
  });
  after(async () => {
    await model.close();
    await configure("server", undefined);
  });

  it("nothing in the workspace is written by a whole run", async () => {
    const written: string[] = [];
    const watcher = watch(workspace(), { recursive: true }, (event, name) =>
      written.push(`${event} ${name}`),
    );
    try {
      const view = await sumRun();
      assert.equal(view.finished?.outcome, "passing", view.finished?.reason);
      assert.deepEqual(written, []);
      // It would have been seen: the watcher is alive.
      await vscode.workspace.fs.writeFile(inWorkspace("seen.txt"), new Uint8Array());
      while (written.length === 0) await new Promise((later) => setTimeout(later, 20));
    } finally {
      watcher.close();
      await vscode.workspace.fs.delete(inWorkspace("seen.txt"));
    }
  });

  it("without go the places that were tried are told", async () => {
    await configure("go.path", "/no/such/go");
    try {
      const { finished } = await sumRun();
      assert.equal(finished?.outcome, "broken");
      assert.match(finished.reason, /\/no\/such\/go/);
    } finally {
      await configure("go.path", undefined);
    }
  });

  it("without a sandbox nothing generated runs, until the person lets it in this workspace", async () => {
    const bin = mkdtempSync(join(tmpdir(), "stubwright-bin-"));
    const { PATH, STUBWRIGHT_CACHE } = process.env;
    // Where nothing can be built nothing takes bubblewrap's place.
    const cache = join(bin, "a-file");
    writeFileSync(cache, "");
    const { showWarningMessage } = vscode.window;
    const asked: string[] = [];
    const answers = [undefined, "Run Without a Sandbox"];
    const answer = async (message: string, options: vscode.MessageOptions, ...offered: string[]) => {
      asked.push([message, options.detail, ...offered].join("\n"));
      return answers[asked.length - 1];
    };
    Object.assign(process.env, { PATH: onlyGo(bin), STUBWRIGHT_CACHE: cache });
    Object.assign(vscode.window, { showWarningMessage: answer });
    await configure("budget", 1);
    try {
      const calls = model.prompts.length;
      const refused = await sumRun();
      assert.equal(refused.finished?.outcome, "broken");
      const { reason, next } = refused.finished;
      assert.match(
        advised(reason, next, "editor"),
        /is not installed\..*switch off the setting stubwright\.sandbox/,
      );
      assert.equal(model.prompts.length, calls);
      for (const time of ["asked", "remembered"]) {
        const view = await sumRun();
        assert.equal(view.finished?.outcome, "passing", `${time}: ${view.finished?.reason}`);
        assert.equal(view.header?.protection, "none");
      }
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
      process.env["PATH"] = PATH;
      if (STUBWRIGHT_CACHE === undefined) delete process.env["STUBWRIGHT_CACHE"];
      else process.env["STUBWRIGHT_CACHE"] = STUBWRIGHT_CACHE;
      await configure("budget", undefined);
      rmSync(bin, { recursive: true });
    }
    assert.equal(asked.length, 2);
    assert.match(
      asked[0] ?? "",
      /cannot protect your files.*not installed.*can read your files.*Run Without a Sandbox.*Never in This Workspace/s,
    );
  });

  it("without gopls it goes on, and says what is lost", async () => {
    await configure("gopls.path", "/no/such/gopls");
    await configure("budget", 1);
    try {
      const view = await sumRun();
      assert.equal(view.finished?.outcome, "passing", view.finished?.reason);
      assert.match(
        view.notes.map((n) => noteText(n, "editor")).join("\n"),
        /gopls was not found.*\/no\/such\/gopls/s,
      );
    } finally {
      await configure("gopls.path", undefined);
      await configure("budget", undefined);
    }
  });

  it("without a model the person gets a choice", async () => {
    const cache = mkdtempSync(join(tmpdir(), "stubwright-empty-"));
    const { STUBWRIGHT_CACHE } = process.env;
    const { showQuickPick } = vscode.window;
    const offered: string[] = [];
    await configure("server", undefined);
    process.env["STUBWRIGHT_CACHE"] = cache;
    const pick = async (items: readonly vscode.QuickPickItem[]): Promise<undefined> =>
      void offered.push(...items.map((item) => `${item.label} ${item.description} ${item.detail}`));
    Object.assign(vscode.window, { showQuickPick: pick });
    try {
      await open(file, "panic(");
      const answer = await vscode.commands.executeCommand<GenerateResult>("stubwright.generate");
      assert.ok("refused" in answer);
    } finally {
      Object.assign(vscode.window, { showQuickPick });
      if (STUBWRIGHT_CACHE === undefined) delete process.env["STUBWRIGHT_CACHE"];
      else process.env["STUBWRIGHT_CACHE"] = STUBWRIGHT_CACHE;
      rmSync(cache, { recursive: true });
      await configure("server", model.url);
    }
    assert.match(
      offered[0] ?? "",
      /Embedded model .*, 491 MB, Apache-2\.0 Download to .*stubwright-empty-.* from Hugging Face/,
    );
    assert.match(offered[1] ?? "", /A server/);
  });
});
