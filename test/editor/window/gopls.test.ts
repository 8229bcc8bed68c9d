import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { messageOf } from "../../../src/core/problem/problem-text";
import { createGoplsClients } from "../../../src/editor/gopls/language-client";
import type { GoplsConnection } from "../../../src/go/gopls/connection";
import { createGopls, type Gopls } from "../../../src/go/gopls/gopls";
import type { StartGopls } from "../../../src/go/gopls/server";
import { connectionsThrough } from "../../../src/go/gopls/start";
import { goplsForTests } from "../../go/gopls/gopls-support";
import { describeConnections, rudeGopls } from "../../support/gopls-connections";
import {
  configure,
  ended,
  inWorkspace,
  messages,
  onDisk,
  open,
  replace,
  restore,
  runsOf,
  scripted,
  until,
  viewOf,
  workspace,
} from "../support";

const never = new AbortController().signal;
const clients = createGoplsClients();
const startGopls = connectionsThrough(clients.start);
after(() => clients.dispose());

/** A client as an extension has one for the person. */
const ordinaryClient = (
  id: string,
  { gopls, root, env }: StartGopls,
  more: Partial<LanguageClientOptions> = {},
): LanguageClient =>
  new LanguageClient(
    id,
    id,
    { command: gopls, options: { cwd: root, env } },
    {
      documentSelector: [{ language: "go", scheme: "file" }],
      workspaceFolder: { uri: vscode.Uri.file(root), name: "root", index: 0 },
      ...more,
    },
  );

/** A machine that is busy takes longer than the two seconds that the client would wait. */
const stopMs = 60_000;

describe("gopls through VS Code's own client", () => describeConnections(startGopls));

async function revert(uri: vscode.Uri): Promise<void> {
  await open(uri);
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

interface InWindow {
  readonly uri: vscode.Uri;
  /** What was shown to the person. */
  readonly said: string;
}

const start = new vscode.Position(0, 0);
const ask = async (command: string, ...args: readonly unknown[]): Promise<string> =>
  JSON.stringify((await vscode.commands.executeCommand(command, ...args)) ?? []);
const hovers = async (uri: vscode.Uri): Promise<string> => {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    uri,
    start,
  );
  return found.flatMap((hover) => hover.contents.map((c) => (typeof c === "string" ? c : c.value))).join();
};
const documents = (): string => vscode.window.visibleTextEditors.map((e) => e.document.fileName).join();
const textOf = async (uri: vscode.Uri): Promise<string> =>
  (await vscode.workspace.openTextDocument(uri)).getText();

describe("a server that asks, pushes and offers all it can", () => {
  /** Where the person would meet it. */
  const places: readonly [string, (window: InWindow) => string | Promise<string>][] = [
    ["a message", ({ said }) => said.split("\n").filter((line) => line === "rude")[0] ?? ""],
    ["a message before it is initialised", ({ said }) => /rude, at once/.exec(said)?.[0] ?? ""],
    ["a question", ({ said }) => said.split("\n").filter((line) => line === "rude?")[0] ?? ""],
    ["a problem", ({ uri }) => JSON.stringify(vscode.languages.getDiagnostics(uri))],
    ["an edit", ({ uri }) => textOf(uri)],
    ["a command", async () => (await vscode.commands.getCommands(true)).filter(isRude).join()],
    ["a document", documents],
    ["a hover", ({ uri }) => hovers(uri)],
    ["a completion", ({ uri }) => ask("vscode.executeCompletionItemProvider", uri, start)],
    ["a form", ({ uri }) => ask("vscode.executeFormatDocumentProvider", uri, {})],
    ["a lens", ({ uri }) => ask("vscode.executeCodeLensProvider", uri, 50)],
    ["a symbol of the workspace", () => ask("vscode.executeWorkspaceSymbolProvider", "RudeSymbol")],
  ];
  const isRude = (text: string): boolean => /rude/i.test(text);

  const kinds: readonly [string, boolean, (options: StartGopls) => Promise<() => unknown>][] = [
    [
      "by an ordinary client",
      true,
      async (options) => {
        const client = ordinaryClient("rude", options);
        await client.start();
        return () => client.dispose(stopMs);
      },
    ],
    [
      "by ours",
      false,
      async (options) => {
        const started = await startGopls(options, never);
        assert.ok(started.ok);
        await started.value.request("rude/heard", {}, never);
        return started.value.dispose;
      },
    ],
  ];
  for (const [title, shown, launch] of kinds) {
    describe(`driven ${title}, ${shown ? "shows" : "does not show"} the person`, () => {
      let window: InWindow;
      let stop = (): unknown => undefined;
      before(async () => {
        const uri = vscode.Uri.file(join(folder, "a.go"));
        await open(uri);
        const said = await messages(async () => {
          stop = await launch(rudeGopls(folder));
          if (shown) await until(async () => isRude(documents()) && isRude(await textOf(uri)));
        });
        window = { uri, said };
      });
      after(async () => {
        await stop();
        await revert(window.uri);
      });
      for (const [place, look] of places)
        it(place, async () => assert.equal(isRude(await look(window)), shown, await look(window)));
    });
  }

  let folder: string;
  before(() => {
    // What is shown is searched for the server's name, so the folder has another.
    folder = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-manners-")));
    for (const name of ["a.go", "rude.go"]) writeFileSync(join(folder, name), "package m\n");
  });
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  const failures: readonly [string, string][] = [
    ["is not there", "/nowhere/gopls"],
    ["crashes", rudeGopls("").gopls],
  ];
  for (const [title, gopls] of failures) {
    it(`is not spoken of when it ${title}, as that of an ordinary client is`, async () => {
      const options = { ...rudeGopls(folder), gopls };
      const theirs = await messages(async () => {
        const client = ordinaryClient("rude", options, { connectionOptions: { maxRestartCount: 0 } });
        const start = client.start().then(() => client.sendRequest("rude/die"));
        await start.catch(() => {});
        await until(() => [State.Stopped, State.StartFailed].includes(client.state));
      });
      assert.match(theirs, /rude client: couldn't create|server crashed/);
      const ours = await messages(async () => {
        const started = await startGopls(options, never);
        if (started.ok) await assert.rejects(started.value.request("rude/die", {}, never));
        // A message would come when the client has taken note.
        await new Promise((later) => setTimeout(later, 300));
      });
      assert.equal(ours, "");
      await revert(vscode.Uri.file(join(folder, "a.go")));
    });
  }

  it("hears nothing of the documents that are open and edited", async () => {
    const file = inWorkspace("calc", "calc.go");
    const text = await onDisk(file);
    const started = await startGopls(rudeGopls(workspace()), never);
    assert.ok(started.ok);
    try {
      const { document } = await open(file);
      await replace(document, "package calc", "package calc // changed");
      await restore(file, text);
      const { heard } = (await started.value.request("rude/heard", {}, never)) as { heard: unknown };
      assert.deepEqual(heard, ["initialize", "initialized"]);
    } finally {
      started.value.dispose();
    }
  });
});

describe("beside the person's own gopls", () => {
  const file = inWorkspace("calc", "calc.go");
  let options: StartGopls;
  let text: string;
  let theirs: LanguageClient;
  let ours: Gopls;
  before(async () => {
    const cacheDir = mkdtempSync(join(tmpdir(), "stubwright-beside-"));
    const gopls = await goplsForTests();
    options = { gopls, root: workspace(), env: process.env, goEnvFile: undefined, cacheDir };
    text = await onDisk(file);
  });
  after(() => rmSync(options.cacheDir, { recursive: true, force: true, maxRetries: 5 }));
  afterEach(async () => {
    ours.dispose();
    await theirs.dispose(stopMs);
    await restore(file, text);
  });

  const candidate = () => text.replace('panic("not implemented")', "return candidateOnly");
  const problems = () =>
    vscode.languages.getDiagnostics().flatMap(([, found]) => found.map((d) => d.message));
  const startOurs = async () => {
    ours = createGopls({
      connect: (signal) => startGopls(options, signal),
      onTrouble: (problem) => assert.fail(messageOf(problem)),
    });
    await ours.check(file.fsPath, text, new Map(), never);
  };
  const startTheirs = async () => {
    theirs = ordinaryClient("go", options);
    await theirs.start();
  };
  const orders: readonly [string, readonly (() => Promise<void>)[]][] = [
    ["started after it", [startTheirs, startOurs]],
    ["started before it", [startOurs, startTheirs]],
  ];
  for (const [order, starts] of orders) {
    it(`${order}, each answers for its own text, and Problems has only the person's`, async () => {
      for (const begin of starts) await begin();
      const { document } = await open(file);
      await replace(document, 'panic("not implemented")', "return personsOnly");
      const found = await ours.check(file.fsPath, candidate(), new Map(), never);
      assert.deepEqual(
        found?.map((f) => f.message),
        ["undefined: candidateOnly"],
      );
      await until(() => problems().some((message) => message.includes("personsOnly")));
      assert.deepEqual(
        problems().filter((message) => message.includes("candidateOnly")),
        [],
      );
      // Its commands are the person's client's: ours has registered none, and took none away.
      const known = await vscode.commands.executeCommand<{ readonly Packages: readonly string[] }>(
        "gopls.list_known_packages",
        { URI: file.toString() },
      );
      assert.ok(known.Packages.includes("strings"));
    });
  }
});

describe("the trace of gopls", () => {
  const channels = new Map<string, string[]>();
  const { createOutputChannel } = vscode.window;
  before(() => {
    const listening = (name: string) => {
      const lines: string[] = [];
      channels.set(name, lines);
      return { info: (line: string) => lines.push(line), dispose() {} };
    };
    Object.assign(vscode.window, { createOutputChannel: listening });
  });
  after(async () => {
    Object.assign(vscode.window, { createOutputChannel });
    await trace(undefined);
  });
  const traced = (): string => channels.get("Stubwright: gopls")?.join("\n") ?? "";
  const trace = (value: string | undefined) => configure("gopls.trace.server", value);

  describe("follows the setting while a server runs", () => {
    const own = createGoplsClients();
    let connection: GoplsConnection;
    before(async () => {
      const started = await connectionsThrough(own.start)(rudeGopls(workspace()), never);
      assert.ok(started.ok);
      connection = started.value;
    });
    after(() => {
      connection.dispose();
      own.dispose();
    });
    const request = (of: string) => connection.request("rude/cancelled", { of }, never);
    const sent = /Sending request 'rude\/cancelled/;

    it("has no channel until somebody asks for it", async () => {
      await request("nothing");
      assert.deepEqual([...channels.keys()], []);
    });
    const values: readonly [string, RegExp, RegExp][] = [
      ["messages", sent, /"of": /],
      ["verbose", /Params: \{\s*"of": "verbose"/, /"of": "(?:nothing|messages)"/],
    ];
    for (const [value, has, lacks] of values) {
      it(value, async () => {
        await trace(value);
        await until(async () => {
          await request(value);
          return has.test(traced());
        });
        assert.doesNotMatch(traced(), lacks);
      });
    }
    it("off again", async () => {
      await trace("off");
      await until(async () => {
        const before = traced();
        await request("the end");
        return traced() === before;
      });
    });
  });

  describe("of a run", () => {
    before(() => channels.clear());
    it("shows that it asks gopls through this client", async () => {
      await trace("messages");
      const sum = "func Sum(numbers []int) int {\n\treturn numbers[0]\n}\n";
      const model = await scripted({ answer: () => sum });
      try {
        await configure("budget", 1);
        const runs = await runsOf();
        const file = inWorkspace("calc", "calc.go").fsPath;
        const view = viewOf(await ended(runs, runs.start({ file, names: ["Sum"] }).id));
        assert.ok(view.finished);
        assert.match(traced(), /Received response 'textDocument\/diagnostic/);
      } finally {
        await model.close();
        for (const name of ["server", "budget"]) await configure(name, undefined);
      }
    });
  });
});
