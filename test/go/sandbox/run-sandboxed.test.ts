import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../src/go/process/run";
import { bubblewrap } from "../../../src/go/sandbox/bubblewrap";
import { probeSandbox, type Sandbox } from "../../../src/go/sandbox/probe";
import { runSandboxed, type SandboxedRun } from "../../../src/go/sandbox/run-sandboxed";
import { scrubbed } from "../../../src/go/toolchain/environment";
import { findGo } from "../../../src/go/toolchain/find-go";

const never = new AbortController().signal;

/** What generated code might try; it prints what came of it. */
const program = `package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"time"
)

func main() {
	arg := os.Args[2]
	switch os.Args[1] {
	case "dial":
		c, err := net.DialTimeout("tcp", arg, 2*time.Second)
		fmt.Println(c != nil, err == nil)
	case "loop":
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			fmt.Println(err)
			return
		}
		_, err = net.Dial("tcp", l.Addr().String())
		fmt.Println("to itself", err == nil)
	case "read":
		text, err := os.ReadFile(arg)
		fmt.Println(string(text), err == nil)
	case "list":
		entries, _ := os.ReadDir(arg)
		fmt.Println(len(entries))
	case "write":
		err := os.WriteFile(arg, []byte("written"), 0o644)
		fmt.Println(err == nil)
	case "eat":
		var kept [][]byte
		for {
			b := make([]byte, 16<<20)
			for i := range b {
				b[i] = 1
			}
			kept = append(kept, b)
		}
	case "hang":
		exec.Command("sleep", "300").Start()
		fmt.Println("hanging")
		time.Sleep(300 * time.Second)
	case "env":
		fmt.Println(os.Getenv(arg))
	}
}
`;

describe("generated code in the sandbox", () => {
  let sandbox: Sandbox;
  let folder: string;
  let binary: string;
  let server: Server;
  let port: number;
  /** A home folder with a secret, the module below it, all below the temporary folder. */
  let home: string;
  let module: string;

  before(async function () {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-box-")));
    chmodSync(folder, 0o755);
    home = join(folder, "home");
    module = join(home, "src/module");
    for (const dir of [module, join(home, ".ssh"), join(home, "other")]) mkdirSync(dir, { recursive: true });
    writeFileSync(join(home, ".ssh/id"), "SECRET");
    writeFileSync(join(home, ".netrc"), "SECRET");
    writeFileSync(join(home, "other/notes"), "SECRET");
    writeFileSync(join(module, "data.txt"), "DATA");
    sandbox = await probeSandbox(true, { ...process.env, HOME: home }, never);
    if (sandbox.kind === "none") {
      console.log(`      skipped: ${sandbox.summary} ${sandbox.next}`);
      this.skip();
    }
    const go = await findGo({ env: process.env }, never);
    assert.ok(go.ok);
    const source = join(folder, "program");
    mkdirSync(source);
    writeFileSync(join(source, "go.mod"), "module ex.test/program\n\ngo 1.21\n");
    writeFileSync(join(source, "main.go"), program);
    binary = join(folder, "program.bin");
    const env = { ...process.env, GOPROXY: "off", CGO_ENABLED: "0" };
    const built = await run(go.value.go, ["build", "-o", binary, "."], { cwd: source, env }, never);
    assert.equal(built.code, 0, built.stderr);
    server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    port = (server.address() as { port: number }).port;
  });
  after(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const inside = async (what: string, arg: string, options: Partial<SandboxedRun> = {}) => {
    const temp = mkdtempSync(join(folder, "temp-"));
    const given = {
      cwd: module,
      readable: [module],
      writableTemp: temp,
      env: scrubbed({ ...process.env, SECRET_TOKEN: "t" }, temp),
      timeoutMs: 20_000,
      ...options,
    };
    return runSandboxed(sandbox, binary, [what, arg.replace("$TEMP", temp)], given, never);
  };

  const cases: readonly [string, string, () => string, string][] = [
    ["does not reach a server of this machine", "dial", () => `127.0.0.1:${port}`, "false false"],
    ["reaches a server of its own", "loop", () => "", "to itself true"],
    [
      "reads its module, though that lies below the home and the temporary folder",
      "read",
      () => join(module, "data.txt"),
      "DATA true",
    ],
    ["starts in its package's folder", "read", () => "data.txt", "DATA true"],
    ["does not read a key", "read", () => join(home, ".ssh/id"), "false"],
    ["does not read a password file", "read", () => join(home, ".netrc"), "false"],
    ["does not read other work of the person", "read", () => join(home, "other/notes"), "false"],
    ["sees in the temporary folder only what it was given", "list", () => tmpdir(), "1"],
    ["does not write into its module", "write", () => join(module, "new.go"), "false"],
    ["does not write over its module's files", "write", () => join(module, "data.txt"), "false"],
    ["does not write into the home folder", "write", () => join(home, "new"), "false"],
    ["does not write into the system", "write", () => "/etc/stubwright-test", "false"],
    ["writes into its own temporary folder", "write", () => "$TEMP/new", "true"],
    ["is given that folder as the temporary one", "env", () => "TMPDIR", "temp-"],
    ["sees no token in its environment", "env", () => "SECRET_TOKEN", ""],
  ];
  for (const [title, what, arg, expected] of cases) {
    it(title, async () => {
      const result = await inside(what, arg());
      assert.equal(result.code, 0, result.stderr);
      if (expected === "") assert.equal(result.stdout.trim(), "");
      else assert.ok(result.stdout.trim().includes(expected), result.stdout);
      if (expected === "false") assert.ok(!result.stdout.includes("SECRET"));
    });
  }

  it("leaves nothing of what it tried to write", () => {
    for (const path of [join(module, "new.go"), join(home, "new"), "/etc/stubwright-test"])
      assert.ok(!existsSync(path));
    assert.equal(readFileSync(join(module, "data.txt"), "utf8"), "DATA");
  });

  it("reaches the network when that was asked for", async () => {
    assert.equal((await inside("dial", `127.0.0.1:${port}`, { network: true })).stdout.trim(), "true true");
  });

  it("does not read secrets when the home folder itself is the module", async () => {
    const options = { cwd: home, readable: [home] };
    assert.equal((await inside("read", join(home, "other/notes"), options)).stdout.trim(), "SECRET true");
    for (const secret of [".ssh/id", ".netrc"]) {
      assert.ok(!(await inside("read", join(home, secret), options)).stdout.includes("SECRET"), secret);
    }
  });

  it("does not read what was hidden, wherever it lies", async () => {
    const hidden = [join(module, "data.txt")];
    assert.equal((await inside("read", "data.txt", { hidden })).stdout.includes("DATA"), false);
    assert.equal((await inside("list", module, { hidden: [module], cwd: home })).stdout.trim(), "0");
  });

  it("dies with its children at the time limit", async () => {
    const result = await inside("hang", "", { timeoutMs: 700 });
    assert.deepEqual([result.end, result.stdout], ["timed-out", "hanging\n"]);
  });

  it("is stopped before it has eaten the machine's memory", async function () {
    if (process.platform !== "linux") this.skip();
    const result = await inside("eat", "", { memoryBytes: 512 << 20 });
    assert.equal(result.end, "exited");
    assert.match(result.stderr, /out of memory|cannot allocate memory/);
  });

  it("runs for an ordinary user as it does for root", function () {
    if (process.getuid?.() !== 0 || sandbox.kind !== "bubblewrap") this.skip();
    const temp = mkdtempSync(join(folder, "nobody-"));
    chmodSync(temp, 0o777);
    const needs = { cwd: module, readable: [module, binary], writableTemp: temp };
    const { command, args } = bubblewrap(home)(binary, ["read", join(module, "data.txt")], needs);
    const line = [command, ...args].map((arg) => `'${arg}'`).join(" ");
    const result = spawnSync("su", ["nobody", "-s", "/bin/sh", "-c", line], { cwd: "/", encoding: "utf8" });
    assert.equal(result.stdout.trim(), "DATA true", result.stderr);
  });
});

describe("which sandbox is active", () => {
  it("is none when it was switched off, and what that means is said", async () => {
    const sandbox = await probeSandbox(false, process.env, never);
    assert.equal(sandbox.kind, "none");
    assert.match(sandbox.summary, /switched off.*can read your files and use the network/);
    const needs = { cwd: "/", readable: [], writableTemp: "/x" };
    assert.deepEqual(sandbox.wrap("a", ["b"], needs), { command: "a", args: ["b"] });
  });

  it("is none where bubblewrap is absent, and how to get it is said", async function () {
    if (process.platform !== "linux") this.skip();
    const sandbox = await probeSandbox(true, { ...process.env, PATH: "/nowhere" }, never);
    assert.equal(sandbox.kind, "none");
    assert.match(sandbox.next, /apt-get install bubblewrap/);
  });

  it("is none where bubblewrap may not do its work, and why is said", async function () {
    if (process.platform !== "linux") this.skip();
    const bin = mkdtempSync(join(tmpdir(), "stubwright-bwrap-"));
    writeFileSync(
      join(bin, "bwrap"),
      "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n",
    );
    chmodSync(join(bin, "bwrap"), 0o755);
    const sandbox = await probeSandbox(
      true,
      { ...process.env, PATH: `${bin}:${process.env["PATH"]}` },
      never,
    );
    rmSync(bin, { recursive: true });
    assert.equal(sandbox.kind, "none");
    assert.match(sandbox.summary, /No permissions to create new namespace/);
    assert.match(sandbox.next, /unprivileged user namespaces/);
  });
});
