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
import { setTimeout as wait } from "node:timers/promises";
import { fail, ok } from "../../../src/core/result";
import type { Finding } from "../../../src/core/verdict";
import type { GoplsConnection } from "../../../src/go/gopls/connection";
import { type ConnectGopls, createGopls, type Gopls } from "../../../src/go/gopls/gopls";
import { findGopls, goplsFor, installGopls } from "../../../src/go/gopls/install";
import { applyTextEdits, byteColumn } from "../../../src/go/gopls/positions";
import { startGopls } from "../../../src/go/gopls/stdio";
import { goEnvironment } from "../../../src/go/toolchain/environment";
import { findGo } from "../../../src/go/toolchain/find-go";
import { goplsForTests } from "./gopls-support";

const never = new AbortController().signal;
const alone = new Map<string, string>();

describe("gopls on texts that are not on the disk", () => {
  let folder: string;
  let file: string;
  let sibling: string;
  let gopls: Gopls;
  let connect: ConnectGopls;
  let connection: GoplsConnection | undefined;
  const troubles: string[] = [];

  before(async () => {
    const command = await goplsForTests();
    folder = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-gopls-")));
    const module = join(folder, "module");
    mkdirSync(module);
    file = join(module, "a.go");
    sibling = join(module, "b.go");
    writeFileSync(join(module, "go.mod"), "module ex.test/m\n\ngo 1.21\n");
    writeFileSync(file, 'package m\n\nfunc F(s string) int { panic("todo") }\n');
    writeFileSync(sibling, "package m\n\nfunc helper(x int) int { return x }\n");
    const go = await findGo({ env: process.env }, never);
    assert.ok(go.ok);
    const made = await goEnvironment(go.value, module, process.env, never);
    assert.ok(made.ok);
    const { env, vars } = made.value;
    connect = async (signal) => {
      const options = {
        gopls: command,
        root: module,
        env,
        goEnvFile: vars["GOENV"],
        cacheDir: join(folder, "cache"),
      };
      const started = await startGopls(options, signal);
      connection = started.ok ? started.value : undefined;
      return started;
    };
    gopls = createGopls({
      connect,
      onTrouble: (message) => troubles.push(message),
      backoffMs: [0, 0, 60_000],
      // A new import is looked up by the go command: on a busy machine with cold caches that takes its time.
      answerMs: 60_000,
    });
  });
  after(() => {
    gopls.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
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

  it("knows nothing when cancelled, and answers again after", async () => {
    const stop = new AbortController();
    const asked = gopls.check(file, body("return 1"), alone, stop.signal);
    stop.abort();
    assert.equal(await asked, undefined);
    assert.deepEqual(await gopls.check(file, body("return 1"), alone, never), []);
  });

  it("comes back after a crash, and says that it was gone", async () => {
    connection?.dispose();
    while (troubles.length === 0) await wait(10);
    assert.match(troubles[0] ?? "", /gopls is gone: it ended with SIGKILL/);
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
});

describe("a gopls that does not do its part", () => {
  const trouble = async (connect: ConnectGopls, questions: number) => {
    const said: string[] = [];
    const gopls = createGopls({
      connect,
      onTrouble: (m) => said.push(m),
      answerMs: 100,
      firstAnswerMs: 100,
      backoffMs: [0, 60_000],
    });
    const answers = [];
    for (let i = 0; i < questions; i++)
      answers.push(await gopls.check("/m/a.go", "package m\n", alone, never));
    gopls.dispose();
    return { said, answers };
  };

  it("is done without, and is not started for ever", async () => {
    let starts = 0;
    const refuse: ConnectGopls = async () => {
      starts += 1;
      return fail({ kind: "environment", message: `no ${starts}`, next: "" });
    };
    const { said, answers } = await trouble(refuse, 5);
    assert.deepEqual(said, ["no 1", "no 2"]);
    assert.deepEqual(answers, Array(5).fill(undefined));
  });

  it("is not waited for longer than its time", async () => {
    const silent: GoplsConnection = {
      request: (_m, _p, signal) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
      notify: async () => {},
      onExit: () => {},
      dispose: () => {},
    };
    const { answers } = await trouble(async () => ok(silent), 2);
    assert.deepEqual(answers, [undefined, undefined]);
  });

  const commands: readonly [string, string, RegExp][] = [
    ["that is not there", "/nowhere/gopls", /does not start: .*ENOENT/],
    [
      "that ends at once",
      "#!/bin/sh\necho 'panic: boom' >&2\nexit 2\n",
      /does not start: it ended with status 2 \(panic: boom\)/,
    ],
  ];
  for (const [title, command, said] of commands) {
    it(`is a value when it is a command ${title}`, async () => {
      const dir = mkdtempSync(join(tmpdir(), "stubwright-gopls-"));
      const script = join(dir, "gopls");
      if (command.startsWith("#!")) {
        writeFileSync(script, command);
        chmodSync(script, 0o755);
      }
      const gopls = command.startsWith("#!") ? script : command;
      const env = { PATH: process.env["PATH"] };
      const started = await startGopls({ gopls, root: dir, env, goEnvFile: undefined, cacheDir: dir }, never);
      rmSync(dir, { recursive: true });
      assert.ok(!started.ok);
      assert.match(started.error.message, said);
    });
  }
});

describe("finding gopls", () => {
  const folder = mkdtempSync(join(tmpdir(), "stubwright-find-"));
  after(() => rmSync(folder, { recursive: true }));
  const fake = (path: string, version: string): string => {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, `#!/bin/sh\necho 'golang.org/x/tools/gopls ${version}'\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const places: readonly [string, string, string][] = [
    ["PATH", "path/gopls", "PATH"],
    ["GOBIN", "gobin/gopls", "GOBIN"],
    ["GOPATH", "gopath/bin/gopls", "GOPATH"],
    ["~/go/bin", "home/go/bin/gopls", "~/go"],
    ["our cache", "cache/gopls/v0.21.1/gopls", "our cache"],
  ];
  const look = (base: string, configured?: string) => {
    const env = { HOME: join(base, "home"), PATH: join(base, "path") };
    const vars = { GOBIN: join(base, "gobin"), GOPATH: join(base, "gopath"), GOVERSION: "go1.25.1" };
    return findGopls({ configured, env, vars, cacheDir: join(base, "cache") }, never);
  };
  for (const [title, path, where] of places) {
    it(`looks at ${title}`, async () => {
      const base = mkdtempSync(join(folder, "x-"));
      const gopls = fake(join(base, path), "v0.21.1");
      const found = await look(base);
      assert.ok(found.ok, JSON.stringify(found));
      assert.deepEqual(
        [found.value.gopls, found.value.where, found.value.version],
        [gopls, where, "v0.21.1"],
      );
    });
  }
  it("passes over one that is too old", async () => {
    const base = mkdtempSync(join(folder, "x-"));
    fake(join(base, "path/gopls"), "v0.16.2");
    const newer = fake(join(base, "gobin/gopls"), "v0.20.0");
    const found = await look(base);
    assert.equal(found.ok && found.value.gopls, newer);
  });
  it("says where it looked and what to do when there is none", async () => {
    const base = mkdtempSync(join(folder, "x-"));
    const found = await look(base);
    assert.ok(!found.ok);
    for (const part of ["PATH", "GOBIN", "GOPATH", "~/go", "our cache"])
      assert.ok(found.error.message.includes(part), part);
    assert.match(found.error.next, /go install golang\.org\/x\/tools\/gopls@v0\.21\.1/);
  });
  it("looks nowhere else when one was named", async () => {
    const base = mkdtempSync(join(folder, "x-"));
    fake(join(base, "path/gopls"), "v0.21.1");
    assert.ok(!(await look(base, join(base, "absent"))).ok);
  });

  const fits: readonly [string, string | undefined][] = [
    ["1.27.1", "v0.23.0"],
    ["1.26.8", "v0.23.0"],
    ["1.25.0", "v0.21.1"],
    ["1.24.2", "v0.20.0"],
    ["1.24.0", "v0.18.1"],
    ["1.23.2", "v0.17.1"],
    ["1.22.9", undefined],
  ];
  for (const [go, version] of fits) {
    it(`knows the version for Go ${go}`, () => assert.equal(goplsFor(go), version));
  }

  it("refuses to build one for a Go that builds none", async () => {
    const toolchain = { go: "/nowhere/go", goroot: "/nowhere", version: "1.22.1", where: "PATH", tried: [] };
    const made = await installGopls({ toolchain, env: {}, cacheDir: folder, onProgress: () => {} }, never);
    assert.match(made.ok ? "" : made.error.message, /No usable gopls builds with Go 1\.22\.1/);
  });
  it("says why it could not be built, and leaves nothing behind", async () => {
    const go = await findGo({ env: process.env }, never);
    assert.ok(go.ok);
    const base = mkdtempSync(join(folder, "x-"));
    const env = { ...process.env, GOPROXY: "off", GOMODCACHE: join(base, "mod") };
    const made = await installGopls(
      { toolchain: go.value, env, cacheDir: base, onProgress: () => {} },
      never,
    );
    assert.match(made.ok ? "" : made.error.message, /could not be built: .*GOPROXY=off/);
    assert.deepEqual(readdirSync(join(base, "gopls")), []);
  });
});

describe("text edits of the protocol", () => {
  const at = (line: number, character: number) => ({ line, character });
  const edits: readonly [string, string, [[number, number], [number, number], string][], string][] = [
    ["none", "a\nb", [], "a\nb"],
    [
      "out of order",
      "abc\ndef\n",
      [
        [[1, 0], [1, 1], "D"],
        [[0, 1], [0, 2], "B"],
      ],
      "aBc\nDef\n",
    ],
    [
      "two at one place, in their order",
      "x",
      [
        [[0, 0], [0, 0], "1"],
        [[0, 0], [0, 0], "2"],
      ],
      "12x",
    ],
    ["beyond the end", "a\n", [[[0, 0], [9, 0], ""]], ""],
    ["CRLF", "a\r\nb\r\n", [[[1, 0], [1, 1], "B"]], "a\r\nB\r\n"],
  ];
  for (const [title, text, list, expected] of edits) {
    it(title, () => {
      const given = list.map(([start, end, newText]) => ({
        range: { start: at(...start), end: at(...end) },
        newText,
      }));
      assert.equal(applyTextEdits(text, given), expected);
    });
  }
  it("columns are counted in bytes", () =>
    assert.deepEqual([byteColumn("äb", 0), byteColumn("äb", 1), byteColumn("😀b", 2)], [1, 3, 5]));
});
