import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf } from "../../src/core/problem/problem-text";
import type { Finding } from "../../src/core/verdict";
import { type GoplsConnection, goplsOptions } from "../../src/go/gopls/connection";
import { createGopls, type Gopls } from "../../src/go/gopls/gopls";
import type { StartGopls } from "../../src/go/gopls/server";
import type { StartConnection } from "../../src/go/gopls/start";
import { isScratch } from "../../src/go/process/temp-dir";
import { goEnvironment } from "../../src/go/toolchain/environment";
import { findGo } from "../../src/go/toolchain/find-go";
import { goplsForTests } from "../go/gopls/gopls-support";
import { eventually } from "./eventually";

const never = new AbortController().signal;
const alone = new Map<string, string>();

/** What holds of gopls whatever carries its messages. */
export function describeConnections(start: StartConnection): void {
  describe("gopls on texts that are not on the disk", () => onTexts(start));
  describe("a server that asks, pushes and offers all it can", () => withoutManners(start));
  describe("a server that does not start", () => thatDoesNotStart(start));
}

/** How to start gopls on a module with the files a.go and b.go, in a folder of its own. */
export async function goplsOnModule(folder: string): Promise<StartGopls> {
  const gopls = await goplsForTests();
  const root = join(folder, "module");
  mkdirSync(root);
  writeFileSync(join(root, "go.mod"), "module ex.test/m\n\ngo 1.21\n");
  writeFileSync(join(root, "a.go"), 'package m\n\nfunc F(s string) int { panic("todo") }\n');
  writeFileSync(join(root, "b.go"), "package m\n\nfunc helper(x int) int { return x }\n");
  const go = await findGo({ env: process.env }, never);
  assert.ok(go.ok);
  const made = await goEnvironment({ toolchain: go.value, env: process.env }, root, never);
  assert.ok(made.ok);
  const { env, vars } = made.value;
  return { gopls, root, env, goEnvFile: vars["GOENV"], cacheDir: join(folder, "cache") };
}

/** The server without manners, on a folder. */
export const rudeGopls = (root: string): StartGopls => ({
  gopls: join(__dirname, "rude-gopls.cjs"),
  root,
  env: { PATH: process.env["PATH"] },
  goEnvFile: undefined,
  cacheDir: join(root, "cache"),
});

const makeFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), "stubwright-gopls-")));
const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

function onTexts(start: StartConnection): void {
  let folder: string;
  let file: string;
  let sibling: string;
  let gopls: Gopls;
  let connection: GoplsConnection | undefined;
  const troubles: string[] = [];

  before(async () => {
    folder = makeFolder();
    const options = await goplsOnModule(folder);
    file = join(options.root, "a.go");
    sibling = join(options.root, "b.go");
    gopls = createGopls({
      async connect(signal) {
        const started = await start(options, signal);
        connection = started.ok ? started.value : undefined;
        return started;
      },
      onTrouble: (problem) => troubles.push(messageOf(problem)),
      backoffMs: [0, 0, 60_000],
      // A new import is looked up by the go command: on a busy machine with cold caches that takes its time.
      answerMs: 60_000,
    });
  });
  after(() => {
    gopls.dispose();
    remove(folder);
  });

  const short = (findings: readonly Finding[] | undefined) =>
    findings?.map((f) => `${f.class} ${f.line}:${f.column} ${f.message}`);
  const body = (text: string) => `package m\n\nfunc F(s string) int { ${text} }\n`;

  const checks: readonly [string, string, readonly RegExp[]][] = [
    ["nothing where all is well", body("return helper(len(s))"), []],
    [
      "an unknown name, its column in bytes",
      body('_ = "äöü"; return nope'),
      [/^undefined 3:45 undefined: nope$/],
    ],
    ["a type that does not fit", body("return s"), [/^type 3:31 cannot use s .* as int value/]],
    ["what is not used", body("x := 1; return 2"), [/^unused 3:24 declared and not used: x$/]],
    [
      "an import that is not used",
      'package m\n\nimport "os"\n\nfunc F(s string) int { return 1 }\n',
      [/^unused 3:8 "os" imported and not used/],
    ],
    [
      "an import that is not there",
      'package m\n\nimport "ex.test/none"\n\nfunc F(s string) int { return none.X }\n',
      [/^import 3:8 .*ex\.test\/none/],
    ],
    [
      "a name that a sibling has",
      `${body("return 1")}\nfunc helper(x int) int { return x }\n`,
      [/^redeclared 5:6 helper redeclared/],
    ],
    ["a slip of the syntax", body("return len(s"), [/^syntax 3:/]],
    [
      "nothing of what vet would say",
      `package m\n\nimport "fmt"\n\nfunc F(s string) int { fmt.Printf("%d", s); return 1 }\n`,
      [],
    ],
  ];
  for (const [title, text, expected] of checks) {
    it(`tells ${title}`, async () => {
      const said = short(await gopls.check(file, text, alone, never));
      assert.equal(said?.length, expected.length, JSON.stringify(said));
      for (const [i, pattern] of expected.entries()) assert.match(said?.[i] ?? "", pattern);
    });
  }

  it("judges with the siblings it is given, and forgets them after", async () => {
    const text = body("return helper(1)");
    const others = new Map([[sibling, "package m\n"]]);
    assert.deepEqual(short(await gopls.check(file, text, others, never)), [
      "undefined 3:31 undefined: helper",
    ]);
    assert.deepEqual(await gopls.check(file, text, alone, never), []);
  });

  it("answers each of many at once for its own text", async () => {
    const names = ["alpha", "beta", "gamma", "delta"];
    const answers = await Promise.all(
      names.map((name) => gopls.check(file, body(`return ${name}`), alone, never)),
    );
    assert.deepEqual(
      answers.map(short),
      names.map((name) => [`undefined 3:31 undefined: ${name}`]),
    );
  });

  it("organises imports and formats, on a copy", async () => {
    const text = 'package m\n\nimport "os"\n\nfunc F(s string) int { return  len(strings.Fields(s)) }\n';
    const tidied =
      'package m\n\nimport "strings"\n\nfunc F(s string) int { return len(strings.Fields(s)) }\n';
    assert.equal(await gopls.tidy(file, text, alone, never), tidied);
  });

  it("has no tidy form of a text that cannot be read", async () => {
    assert.equal(await gopls.tidy(file, body("return len(s"), alone, never), undefined);
  });

  it("has no opinion when cancelled, and one again after", async () => {
    const stop = new AbortController();
    const asked = gopls.check(file, body("return 1"), alone, stop.signal);
    stop.abort();
    assert.equal(await asked, undefined);
    assert.deepEqual(await gopls.check(file, body("return 1"), alone, never), []);
  });

  it("was one process until here", () => assert.deepEqual(troubles, []));

  it("comes back after a crash, and says that it was gone", async () => {
    connection?.dispose();
    await eventually(() => assert.match(troubles[0] ?? "", /gopls stopped: it ended with SIGKILL/));
    assert.deepEqual(short(await gopls.check(file, body("return nope"), alone, never)), [
      "undefined 3:31 undefined: nope",
    ]);
  });

  it("leaves the workspace as it was", () => {
    assert.deepEqual(readdirSync(join(folder, "module")).sort(), ["a.go", "b.go", "go.mod"]);
    assert.match(readFileSync(file, "utf8"), /panic\("todo"\)/);
  });

  it("keeps its cache and its counters in our folder, the counters off", () => {
    assert.equal(readFileSync(join(folder, "cache/gopls-config/go/telemetry/mode"), "utf8"), "off");
    assert.ok(readdirSync(join(folder, "cache")).includes("gopls-cache"));
  });
}

interface Heard {
  readonly heard: readonly string[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly initialize: Readonly<Record<string, unknown>>;
}

function withoutManners(start: StartConnection): void {
  let folder: string;
  let connection: GoplsConnection;
  let scratchBefore: readonly string[];
  const exits: string[] = [];
  const ask = (method: string, signal = never) => connection.request(method, {}, signal);

  before(async () => {
    folder = makeFolder();
    writeFileSync(join(folder, "a.go"), "package m\n");
    scratchBefore = scratch();
    const started = await start(rudeGopls(folder), never);
    assert.ok(started.ok, JSON.stringify(started));
    connection = started.value;
    connection.onExit((reason) => exits.push(reason));
  });
  after(() => {
    connection.dispose();
    remove(folder);
  });

  it("is told what it may look at, and no more", async () => {
    const { initialize } = (await ask("rude/heard")) as Heard;
    const uri = pathToFileURL(folder).href;
    assert.deepEqual(
      [initialize["rootUri"], initialize["workspaceFolders"], initialize["initializationOptions"]],
      [uri, [{ uri, name: folder.split("/").at(-1) }], goplsOptions],
    );
    const { workspace, textDocument, ...others } = initialize["capabilities"] as Record<string, object>;
    assert.deepEqual(Object.keys(workspace ?? {}), ["configuration", "workspaceEdit"]);
    assert.deepEqual(Object.keys(textDocument ?? {}), ["diagnostic", "codeAction"]);
    assert.deepEqual(others, {});
  });

  const refusals: readonly [string, unknown][] = [
    ["configuration", [goplsOptions]],
    ["applyEdit", { applied: false }],
    ["showDocument", { success: false }],
    ["showMessageRequest", null],
    ["progress", null],
    ["registerCapability", null],
    ["unregisterCapability", null],
  ];
  for (const [title, answer] of refusals) {
    it(`gets nothing but a polite answer to ${title}`, async () => {
      const { answers } = (await ask("rude/heard")) as Heard;
      assert.deepEqual(answers[title], answer);
    });
  }

  it("is not answered by a person when it asks before it is initialised", async () => {
    const { answers } = (await ask("rude/heard")) as Heard;
    assert.ok([null, "refused"].includes(answers["showMessageRequest, at once"] as null));
  });

  it("changes no file", () => assert.equal(readFileSync(join(folder, "a.go"), "utf8"), "package m\n"));

  it("refuses in its own words", async () => {
    await assert.rejects(ask("rude/refuse"), /no such thing/);
  });

  it("is told when a request is given up, and who asked is free at once", async () => {
    const stop = new AbortController();
    const waiting = ask("rude/wait", stop.signal);
    await ask("rude/heard"); // By now it waits.
    stop.abort();
    await assert.rejects(waiting, { name: "AbortError" });
    await eventually(async () => assert.equal(await ask("rude/cancelled"), 1));
  });

  it("is not asked where the signal is aborted already", async () => {
    await assert.rejects(ask("rude/die", AbortSignal.abort()), { name: "AbortError" });
  });

  it("hears what it is told, in turn, and nothing of the client's own", async () => {
    for (const method of ["told/first", "told/second"]) await connection.notify(method, {});
    const { heard } = (await ask("rude/heard")) as Heard;
    assert.deepEqual(heard, ["initialize", "initialized", "told/first", "told/second"]);
  });

  it("ends with a reason that everybody is told", async () => {
    const child = (await ask("rude/child")) as number;
    const reason = /it ended with status 3 \(panic: no manners\)/;
    const waiting = ask("rude/wait");
    await Promise.all([
      assert.rejects(waiting, reason),
      assert.rejects(ask("rude/die"), reason),
      eventually(() => assert.match(exits[0] ?? "", reason)),
    ]);
    await assert.rejects(ask("rude/cancelled"), reason);
    await assert.rejects(connection.notify("told/third", {}), reason);
    connection.onExit((again) => exits.push(again));
    await eventually(() => assert.equal(exits[1], exits[0]));
    assert.ok(!isAlive(child), "what it started lives on");
    assert.deepEqual(scratch(), scratchBefore);
  });

  it("ends, with all that it started, when it is not needed any more", async () => {
    const started = await start(rudeGopls(folder), never);
    assert.ok(started.ok);
    const child = (await started.value.request("rude/child", {}, never)) as number;
    const gone = new Promise((told) => started.value.onExit(told));
    started.value.dispose();
    assert.ok(!isAlive(child), "what it started lives on");
    assert.equal(await gone, "it ended with SIGKILL");
    started.value.dispose();
    assert.deepEqual(scratch(), scratchBefore);
  });
}

function thatDoesNotStart(start: StartConnection): void {
  const cases: readonly [string, string, RegExp][] = [
    ["is not there", "/nowhere/gopls", /gopls does not start: .*ENOENT/],
    [
      "ends at once",
      "#!/bin/sh\necho 'panic: boom' >&2\nexit 2\n",
      /does not start: it ended with status 2 \(panic: boom\)/,
    ],
    [
      "speaks no protocol",
      "#!/bin/sh\necho 'Content-Length: none'\necho\nexit 1\n",
      /does not start: it ended with status 1/,
    ],
    ["refuses", said('{"code": -32603, "message": "no such root"}'), /does not start: no such root\.$/],
  ];
  for (const [title, command, message] of cases) {
    it(`is a value: one that ${title}`, async () => {
      const { started, left } = await startedWith(start, command, never);
      assert.match(started.ok ? "" : messageOf(started.error), message);
      assert.deepEqual(left, []);
    });
  }

  it("is a value: one that is not waited for", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")), 200);
    const { started, left } = await startedWith(start, "#!/bin/sh\nexec sleep 600\n", stop.signal);
    assert.match(started.ok ? "" : messageOf(started.error), /gopls does not start: enough/);
    assert.deepEqual(left, []);
  });
}

/** A server that answers the first request with an error, and stays. */
const said = (error: string): string => {
  const text = `{"jsonrpc":"2.0","id":0,"error":${error}}`;
  return `#!/bin/sh\nprintf 'Content-Length: ${text.length}\\r\\n\\r\\n%s' '${text}'\nexec sleep 600\n`;
};

/** Starts a command, or a script, and tells the temporary folders that are left. */
async function startedWith(start: StartConnection, command: string, signal: AbortSignal) {
  const root = makeFolder();
  const before = scratch();
  const script = join(root, "gopls");
  if (command.startsWith("#!")) {
    writeFileSync(script, command);
    chmodSync(script, 0o755);
  }
  const gopls = command.startsWith("#!") ? script : command;
  const started = await start({ ...rudeGopls(root), gopls }, signal);
  remove(root);
  return { started, left: scratch().filter((name) => !before.includes(name)) };
}

/** Temporary folders of this process. */
const scratch = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => isScratch(name) && name.includes(`-${process.pid}-`));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // One that nobody has taken note of yet is dead all the same.
  return process.platform !== "linux" || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
}
