import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { problem } from "../../../src/core/problem/codes";
import { adviceOf, messageOf, worded } from "../../../src/core/problem/problem-text";
import { fail } from "../../../src/core/result";
import { findProtection } from "../../../src/go/helper-client/protection";
import { run } from "../../../src/go/process/run";
import { bubblewrap } from "../../../src/go/sandbox/bubblewrap";
import { findSandbox, noSandbox, type Sandbox } from "../../../src/go/sandbox/probe";
import { runSandboxed, type SandboxedRun } from "../../../src/go/sandbox/run-sandboxed";
import { scrubbed } from "../../../src/go/toolchain/environment";
import { findGo } from "../../../src/go/toolchain/find-go";
import { cacheDir } from "../../../src/session/cache";

const never = new AbortController().signal;

/** What generated code might try; it prints what came of it. */
const program = `package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"strings"
	"syscall"
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
	case "remount":
		// Each as it is, and again as root of a user namespace of its own.
		tries := map[string]func() error{
			"remount":   func() error { return syscall.Mount("", "/", "", syscall.MS_REMOUNT|syscall.MS_BIND, "") },
			"mount":     func() error { return syscall.Mount("none", arg, "tmpfs", 0, "") },
			"unmount":   func() error { return syscall.Unmount(arg, syscall.MNT_DETACH) },
			"bind":      func() error { return syscall.Mount("/", arg, "", syscall.MS_BIND|syscall.MS_REC, "") },
			"chroot":    func() error { return syscall.Chroot(".") },
			"make node": func() error { return syscall.Mknod("node", syscall.S_IFBLK|0o600, 8<<8) },
		}
		may := 0
		for name, try := range tries {
			if try() == nil {
				fmt.Println(name)
				may++
			}
		}
		// What a namespace allows must not reach a file of the person.
		script := "mount -o remount,bind,rw / ; umount -l $1; mount -t proc proc /proc; echo x > $1/written; { : >> /proc/sys/kernel/core_pattern; } && echo opened"
		cmd := exec.Command("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", arg)
		output, _ := cmd.Output()
		fmt.Println("may", may, string(output))
	case "caps":
		status, _ := os.ReadFile("/proc/self/status")
		none := "CapPrm:\\t0000000000000000\\nCapEff:\\t0000000000000000\\n"
		fmt.Println(strings.Contains(string(status), none))
	case "open":
		// Opened and closed: nothing is written to it.
		f, err := os.OpenFile(arg, os.O_WRONLY, 0)
		fmt.Println(f != nil, err == nil)
	case "env":
		fmt.Println(os.Getenv(arg))
	case "names":
		entries, _ := os.ReadDir(arg)
		for _, e := range entries {
			fmt.Print(e.Name(), " ")
		}
		fmt.Println()
	case "who":
		u, err := user.Current()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(os.Getuid(), u.Username, u.HomeDir)
	case "megabytes":
		var s syscall.Statfs_t
		syscall.Statfs(arg, &s)
		fmt.Println("has", s.Blocks*uint64(s.Bsize)>>20)
	case "socket":
		_, err := net.Dial("unix", arg)
		fmt.Println(err == nil)
	case "both":
		os.WriteFile(arg+"/back", []byte("written"), 0o600)
		os.Remove(arg + "/back")
		err := os.WriteFile(arg+"/lost", []byte("written"), 0o600)
		fmt.Println(err == nil)
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
    const go = await findGo({ env: process.env }, never);
    const inHome = { ...process.env, HOME: home };
    const found = await findProtection(Promise.resolve(go), inHome, cacheDir(process.env), never);
    if (!found.ok) {
      console.log(`      skipped: ${worded(found.error, "terminal")}`);
      return this.skip();
    }
    sandbox = found.value;
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

  const inside = async (what: string, arg: string, options: Partial<SandboxedRun> = {}, within = sandbox) => {
    const temp = mkdtempSync(join(folder, "temp-"));
    const given = {
      cwd: module,
      readable: [module],
      writableTemp: temp,
      env: scrubbed({ ...process.env, SECRET_TOKEN: "t" }, temp),
      timeoutMs: 20_000,
      ...options,
    };
    return runSandboxed(within, binary, [what, arg.replace("$TEMP", temp)], given, never);
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
    ["does not mount, unmount or remount anything", "remount", () => home, "may 0"],
    ["has no capability, root or not", "caps", () => "", "true"],
    ["does not open a setting of the kernel", "open", () => "/proc/sys/kernel/core_pattern", "false"],
    ["does not open the kernel's memory", "open", () => "/proc/kcore", "false"],
    ["does not open what restarts the machine", "open", () => "/proc/sysrq-trigger", "false"],
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

  /** What a system without mounts cannot give. */
  const inBubblewrap: readonly [title: string, what: string, arg: string, expected: RegExp][] = [
    ["is nobody, whose home folder would be the person's", "who", "", /^65534 nobody HOME$/],
    [
      "learns of no other user",
      "read",
      "/etc/passwd",
      /^root:\S+\nnobody:x:65534:65534:nobody:HOME:\/bin\/sh\n true$/,
    ],
    ["learns of no key of the person's session", "read", "/proc/keys", /^false$/],
    [
      "sees programs of the system, and else its own folders",
      "names",
      "/",
      // The launcher lies in the cache of who runs this, and so its folders are there, empty otherwise.
      new RegExp(
        `^((bin|dev|etc|home|lib\\w*|nix|gnu|proc|root|sbin|sys|tmp|usr|var|${cacheDir(process.env).split("/")[1]}) )+$`,
      ),
    ],
    ["sees of the system's data nothing", "names", "/var", /^tmp$/],
    ["has no more shared memory than that", "megabytes", "/dev/shm", /^has 64$/],
    ["has no more temporary space than that", "megabytes", "$TEMP", /^has 512$/],
    ["writes nothing among the devices", "write", "/dev/new", /^false$/],
    ["writes nothing beside its folders", "write", "/new", /^false$/],
  ];
  for (const [title, what, arg, expected] of inBubblewrap)
    it(title, async function () {
      if (sandbox.kind !== "bubblewrap") this.skip();
      const { stdout } = await inside(what, arg);
      const said = stdout.trim().replaceAll(home, "HOME");
      assert.match(what === "names" ? `${said} `.replace(/^tmp $/, "tmp") : said, expected);
    });

  it("leaves nothing of what it tried to write", () => {
    for (const path of [
      join(module, "new.go"),
      join(home, "new"),
      join(home, "written"),
      "/etc/stubwright-test",
    ])
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

  it("reads what was hidden if the person shows it", async () => {
    const hidden = [join(module, "data.txt")];
    const shown = {
      ...sandbox,
      allowed: { network: false, writes: false, reads: [...hidden, join(home, ".netrc")] },
    };
    const texts = [join(module, "data.txt"), join(home, ".netrc")].map((path) =>
      inside("read", path, { hidden }, shown).then(({ stdout }) => stdout.trim()),
    );
    assert.deepEqual(await Promise.all(texts), ["DATA true", "SECRET true"]);
  });

  it("does not reach a server by its socket, unless the person shows it", async () => {
    const path = join(module, "s.sock");
    const listening = createServer().listen(path);
    await new Promise((resolve) => listening.once("listening", resolve));
    const shown = { ...sandbox, allowed: { network: false, writes: false, reads: [path] } };
    const tries = [
      await inside("socket", path),
      await inside("socket", path, { hidden: [path] }),
      await inside("socket", path, { hidden: [path] }, shown),
    ];
    listening.close();
    assert.deepEqual(
      tries.map(({ stdout }) => stdout),
      ["false\n", "false\n", "true\n"],
    );
  });

  it("gives back the files that were asked for, and cannot put another in their place", async function () {
    if (sandbox.kind !== "bubblewrap") this.skip();
    const temp = mkdtempSync(join(folder, "temp-"));
    const back = [join(temp, "back")];
    const result = await inside("both", temp, { writableTemp: temp, back });
    assert.equal(result.stdout, "true\n");
    assert.deepEqual(readdirSync(temp), ["back"]);
    assert.equal(readFileSync(join(temp, "back"), "utf8"), "written");
  });

  it("runs where root alone may go, in the private folder of somebody else", async function () {
    if (process.getuid?.() !== 0 || sandbox.kind !== "bubblewrap") this.skip();
    const theirs = join(folder, "theirs");
    mkdirSync(join(theirs, "module"), { recursive: true });
    writeFileSync(join(theirs, "module/data.txt"), "DATA");
    chownSync(theirs, 12_345, 12_345);
    chmodSync(theirs, 0o700);
    const options = { cwd: join(theirs, "module"), readable: [join(theirs, "module")] };
    assert.equal((await inside("read", "data.txt", options)).stdout, "DATA true\n");
    assert.match((await inside("caps", "", options)).stdout, /true/);
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
  // Without it there is nothing in bubblewrap's place.
  const launcher = fail(problem("helper-not-built", { why: "no space left" }));
  /** A folder first on PATH with a bwrap that does what the script says. */
  const withBwrap = async (script: string, startsWithin?: number) => {
    const bin = mkdtempSync(join(tmpdir(), "stubwright-bwrap-"));
    writeFileSync(join(bin, "bwrap"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, "bwrap"), 0o755);
    const found = await findSandbox({ PATH: `${bin}:${process.env["PATH"]}` }, launcher, never, startsWithin);
    rmSync(bin, { recursive: true });
    assert.ok(!found.ok);
    return found.error;
  };
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  it("is none only for who asks for none, and what that means is said", () => {
    assert.match(noSandbox.summary, /can read your files and use the network/);
    const needs = { cwd: "/", readable: [], writableTemp: "/x" };
    assert.deepEqual(noSandbox.wrap("a", ["b"], needs), { command: "a", args: ["b"] });
  });

  it("absent, it is told how to install it", async () => {
    const found = await findSandbox({ ...process.env, PATH: "/nowhere" }, launcher, never);
    assert.ok(!found.ok);
    assert.equal(found.error.code, "sandbox-absent");
    assert.match(adviceOf(found.error.next, "terminal"), /apt-get install bubblewrap/);
    assert.match(messageOf(found.error), /Landlock, .* does not work here: .* no space left/);
  });

  it("refused, it is told by what", async () => {
    const error = await withBwrap("echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
    assert.equal(error.code, "sandbox-refused");
    assert.match(messageOf(error), /No permissions to create new namespace/);
    assert.match(adviceOf(error.next, "terminal"), /unprivileged user namespaces/);
  });

  it("slow, it is not taken for absent", async () => {
    const error = await withBwrap("sleep 60", 200);
    assert.equal(error.code, "sandbox-slow");
    assert.match(messageOf(error), /within 0\.2 s/);
  });
});
