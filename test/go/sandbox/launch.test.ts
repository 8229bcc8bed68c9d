import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type ListenOptions } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { buildLauncher } from "../../../src/go/helper-client/protection";
import { type ProcessResult, run } from "../../../src/go/process/run";
import { bubblewrap } from "../../../src/go/sandbox/bubblewrap";
import { landlock } from "../../../src/go/sandbox/landlock";
import { networkTries } from "../../../src/go/sandbox/network-counters";
import type { Sandbox, Wrap } from "../../../src/go/sandbox/policy";
import { findSandbox } from "../../../src/go/sandbox/probe";
import { runSandboxed, type SandboxedRun } from "../../../src/go/sandbox/run-sandboxed";
import { scrubbed } from "../../../src/go/toolchain/environment";
import { findGo } from "../../../src/go/toolchain/find-go";
import { cacheDir } from "../../../src/session/cache";
import { thatKnow } from "../../hardening/harness/processes";
import { eventually } from "../../support/eventually";
import { modules } from "../judge-support";

const never = new AbortController().signal;

/** Somebody without rights, whom root may become. */
const ordinary = 1000;
const asOrdinary =
  (wrap: Wrap): Wrap =>
  (...given) => {
    const { command, args } = wrap(...given);
    const who = ["--reuid", String(ordinary), "--regid", String(ordinary), "--clear-groups"];
    return { command: "setpriv", args: [...who, command, ...args] };
  };

/** As on a kernel that has no newer one. */
const oldLandlock =
  (version: number, wrap: Wrap): Wrap =>
  (...given) => {
    const { command, args } = wrap(...given);
    return { command, args: ["-newest", String(version), ...args] };
  };

interface Case {
  readonly title: string;
  readonly kind: "bubblewrap" | "landlock";
  readonly wrap: (home: string) => Wrap;
  /** Becomes somebody else. */
  readonly switches?: true;
}

const cases: readonly Case[] = [
  { title: "in bubblewrap", kind: "bubblewrap", wrap: bubblewrap },
  {
    title: "in bubblewrap, started by an ordinary user",
    kind: "bubblewrap",
    wrap: (home) => asOrdinary(bubblewrap(home)),
    switches: true,
  },
  { title: "under Landlock", kind: "landlock", wrap: landlock },
  {
    title: "under Landlock, started by an ordinary user",
    kind: "landlock",
    wrap: (home) => asOrdinary(landlock(home)),
    switches: true,
  },
  {
    title: "under the first Landlock, started by an ordinary user",
    kind: "landlock",
    wrap: (home) => asOrdinary(oldLandlock(1, landlock(home))),
    switches: true,
  },
  {
    title: "under a Landlock that does not see signals",
    kind: "landlock",
    wrap: (home) => oldLandlock(5, landlock(home)),
  },
];

/** What a protection does not do, by attempt or use, and why that is no hole, or said in docs/security.md. */
const known: readonly { readonly kind: Case["kind"]; readonly title?: RegExp; readonly name: string }[] = [
  // The first version does not let a file go from one folder to another at all.
  { kind: "landlock", title: /first/, name: "use: a rename between folders" },
];

describe("hostile code", function () {
  this.timeout(120_000);
  let folder: string;
  let home: string;
  let module: string;
  let binary: string;
  let launcher: string;
  const open: { close(): void }[] = [];
  let sleeper: ChildProcess;
  let port: number;

  before(async function () {
    if (process.platform !== "linux") this.skip();
    folder = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-attacks-")));
    home = join(folder, "home");
    module = join(home, "src/module");
    for (const dir of [join(module, "sub"), join(home, ".ssh"), join(home, "other")])
      mkdirSync(dir, { recursive: true });
    const files = {
      "home/.ssh/id": "SECRET",
      "home/other/notes": "SECRET",
      "home/src/module/.env": "SECRET",
    };
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    symlinkSync(join(home, ".ssh/id"), join(module, "to-key"));
    writeFileSync(join(module, "data.txt"), "DATA");
    writeFileSync(join(module, "sub/more.txt"), "MORE");
    const go = await findGo({ env: process.env }, never);
    assert.ok(go.ok);
    const built = await buildLauncher(Promise.resolve(go), process.env, cacheDir(process.env), never);
    assert.ok(built.ok, built.ok ? "" : messageOf(built.error));
    // The cache of root is closed to others.
    launcher = join(folder, "launch");
    writeFileSync(launcher, readFileSync(built.value), { mode: 0o755 });
    binary = join(folder, "attacks");
    const env = { ...process.env, CGO_ENABLED: "0" };
    const cwd = join(modules, "attacks");
    const made = await run(go.value.go, ["build", "-o", binary, "."], { cwd, env }, never);
    assert.equal(made.code, 0, made.stderr);
    await run("chmod", ["-R", "a+rwX", folder], { cwd: folder, env }, never);
    port = await listen();
    sleeper = spawn("sleep", ["600"], {
      uid: process.getuid?.() === 0 ? ordinary : undefined,
      stdio: "ignore",
    });
  });
  after(() => {
    sleeper?.kill();
    for (const server of open) server.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  /** On loopback, in the module and without a file: none may be reached. */
  async function listen(): Promise<number> {
    const started = async (where: ListenOptions) => {
      const server = createServer((socket) => socket.end()).listen(where);
      await new Promise((resolve) => server.once("listening", resolve));
      open.push(server);
      return server;
    };
    const found = ((await started({ port: 0, host: "127.0.0.1" })).address() as { port: number }).port;
    await started({ path: join(module, "s.sock") });
    chmodSync(join(module, "s.sock"), 0o777);
    await started({ path: `\0stubwright-attacks-${found}` });
    return found;
  }

  const inside = async (
    { kind, wrap, switches }: Case,
    command: string,
    args: readonly string[],
    more: Partial<SandboxedRun> = {},
  ): Promise<ProcessResult & { readonly temp: string }> => {
    const temp = mkdtempSync(join(folder, "temp-"));
    chmodSync(temp, 0o777);
    // Made by who starts it otherwise.
    writeFileSync(join(temp, "counters"), "", { mode: 0o666 });
    chmodSync(join(temp, "counters"), 0o666);
    const sandbox: Sandbox = { kind, summary: "", wrap: wrap(home), launcher };
    const places = { AT_MODULE: module, AT_HOME: home, AT_PORT: String(port), AT_PID: String(sleeper.pid) };
    const options = {
      cwd: module,
      readable: [module],
      hidden: [join(module, ".env")],
      writableTemp: temp,
      env: {
        ...scrubbed(process.env, temp),
        ...places,
        ...(kind === "bubblewrap" ? { AT_OWN_IPC: "1" } : {}),
      },
      timeoutMs: 60_000,
      counters: join(temp, "counters"),
      ...more,
    };
    assert.ok(
      !switches || process.getuid?.() === 0,
      "only root can become an ordinary user: run this test as root",
    );
    return { ...(await runSandboxed(sandbox, command, args, options, never)), temp };
  };

  const stateOf = () => {
    const { mode, mtimeMs, uid, nlink } = lstatSync(join(module, "data.txt"));
    return { mode, mtimeMs, uid, nlink, text: readFileSync(join(module, "data.txt"), "utf8") };
  };

  for (const one of cases) {
    it(`is refused all it tries and nothing that tests need, ${one.title}`, async () => {
      const state = stateOf();
      const { stdout, stderr, code, temp } = await inside(one, binary, []);
      assert.equal(code, 0, stderr);
      const lines = stdout
        .trim()
        .split("\n")
        .map((line) => line.split("\t"));
      const wrong = lines
        .filter(([what, , result = ""]) =>
          what === "attack" ? result === "<nil>" || result.startsWith("NOT REFUSED") : result !== "<nil>",
        )
        .map(([what, name, result]) => ({ name: `${what}: ${name}`, result }))
        .filter(
          ({ name }) =>
            !known.some((k) => k.name === name && k.kind === one.kind && (k.title?.test(one.title) ?? true)),
        );
      assert.deepEqual(wrong, []);
      assert.ok(lines.length > 90, `${lines.length} attempts`);
      assert.deepEqual(stateOf(), state);
      for (const path of [join(module, "new"), join(home, "new"), "/etc/stubwright-test"])
        assert.ok(!existsSync(path), path);
      assert.equal(sleeper.exitCode ?? sleeper.signalCode, null);
      const tries = await networkTries(join(temp, "counters"));
      assert.ok(tries !== undefined && tries.unreachable > 0 && tries.refused > 0, JSON.stringify(tries));
    });
  }

  /** Twice forked, in a session of its own, without a variable of ours, in another folder and with nothing open. */
  const left =
    "cd /; for i in 1 2 3; do env -i setsid sh -c '(sh -c \"while :; do sleep 1; done\" $0 &) & sleep 0.1' $0 0<&- 1>&- 2>&-; done";
  const endings: readonly {
    readonly when: string;
    readonly does: string;
    readonly more?: Partial<SandboxedRun>;
  }[] = [
    { when: "it ends", does: "exit 0" },
    { when: "it ends what waits for it", does: "kill -9 $PPID; exit 0" },
    { when: "it ends its group", does: "kill -9 0" },
    { when: "its time is over", does: "sleep 60", more: { timeoutMs: 1_000 } },
  ];
  for (const one of [cases[3], cases[4]]) {
    if (one === undefined) continue;
    for (const { when, does, more } of endings)
      it(`leaves no process behind when ${when}, ${one.title}`, async () => {
        const token = `left-${randomUUID()}`;
        await inside(one, "/bin/sh", ["-c", `${left}\n${does}`, token], more);
        assert.deepEqual(thatKnow(token), []);
      });
  }

  it("leaves no process behind when who started it is killed, under Landlock", async () => {
    const token = `left-${randomUUID()}`;
    const killed =
      (home: string): Wrap =>
      (...given) => {
        const { command, args } = landlock(home)(...given);
        return { command: "/bin/sh", args: ["-c", '"$0" "$@" & sleep 1; kill -9 $$', command, ...args] };
      };
    const one: Case = { title: "", kind: "landlock", wrap: killed };
    await inside(one, "/bin/sh", ["-c", `${left}\nsleep 60`, token]);
    await eventually(() => assert.deepEqual(thatKnow(token), []));
  });

  const both = [cases[0], cases[2]] as const;
  for (const one of both) {
    if (one === undefined) continue;
    it(`reaches servers and sockets once the network is allowed, ${one.title}`, async () => {
      const { stdout } = await inside(one, binary, [], { network: true });
      for (const name of ["a server of this machine", "a socket in the module"])
        assert.match(stdout, new RegExp(`attack\t${name}\t<nil>`), stdout);
    });

    it(`ends as the program ends, ${one.title}`, async () => {
      const script = (text: string) => inside(one, "/bin/sh", ["-c", text]);
      assert.equal((await script("exit 7")).code, 7);
      assert.equal((await script("kill -9 $$")).code, 128 + 9);
      const missing = await inside(one, "/nowhere/program", []);
      assert.equal(missing.code, 125);
      assert.match(missing.stderr, /^stubwright launch: \/nowhere\/program: no such file/);
    });

    it(`hands on no folder that was open before, ${one.title}`, async () => {
      const holding =
        (home: string): Wrap =>
        (...given) => {
          const { command, args } = one.wrap(home)(...given);
          return { command: "/bin/sh", args: ["-c", 'exec 9</; exec "$0" "$@"', command, ...args] };
        };
      const script = "if [ -e /proc/self/fd/9 ]; then ls /proc/self/fd/9/; else echo none; fi";
      const { stdout } = await inside({ ...one, wrap: holding }, "/bin/sh", ["-c", script]);
      assert.equal(stdout.trim(), "none");
    });

    it(`keeps each process under its limits, ${one.title}`, async () => {
      const { stdout } = await inside(one, "/bin/sh", ["-c", "ulimit -d; ulimit -c; ulimit -f; ulimit -v"], {
        memoryBytes: 64 << 20,
      });
      assert.deepEqual(stdout.trim().split("\n"), [
        String(64 << 10),
        "0",
        String((256 << 20) / 512),
        "unlimited",
      ]);
    });
  }
});

describe("where bubblewrap cannot be had", () => {
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  const without = async (script?: string) => {
    const go = await findGo({ env: process.env }, never);
    const launcher = await buildLauncher(Promise.resolve(go), process.env, cacheDir(process.env), never);
    const bin = mkdtempSync(join(tmpdir(), "stubwright-bwrap-"));
    if (script !== undefined) writeFileSync(join(bin, "bwrap"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const found = await findSandbox({ ...process.env, PATH: bin }, launcher, never);
    rmSync(bin, { recursive: true });
    assert.ok(found.ok, found.ok ? "" : messageOf(found.error));
    return found.value;
  };

  it("Landlock takes its place, and that is said with what would be better", async () => {
    const { kind, summary, better } = await without();
    assert.equal(kind, "landlock");
    assert.match(summary, /under Landlock.* Bubblewrap, which hides more, is not installed\.$/);
    assert.deepEqual(
      better?.map((next) => next.kind === "do" && next.what.code),
      ["install-bubblewrap"],
    );
  });

  it("it does so too where bubblewrap is refused, with the reason", async () => {
    const { kind, summary, better } = await without(
      "echo 'setting up uid map: Permission denied' >&2; exit 1",
    );
    assert.equal(kind, "landlock");
    assert.match(summary, /does not start: setting up uid map: Permission denied\.$/);
    assert.deepEqual(
      better?.map((next) => next.kind === "do" && next.what.code),
      ["allow-namespaces", "without-container"],
    );
  });
});
