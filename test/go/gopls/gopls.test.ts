import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { problem } from "../../../src/core/problem/codes";
import { adviceOf, messageOf } from "../../../src/core/problem/problem-text";
import { fail, ok } from "../../../src/core/result";
import type { GoplsConnection } from "../../../src/go/gopls/connection";
import { type ConnectGopls, createGopls } from "../../../src/go/gopls/gopls";
import { findGopls, goplsFor, installGopls } from "../../../src/go/gopls/install";
import { applyTextEdits, byteColumn } from "../../../src/go/gopls/positions";
import { findGo } from "../../../src/go/toolchain/find-go";

const never = new AbortController().signal;
const alone = new Map<string, string>();

describe("a gopls that does not do its part", () => {
  const trouble = async (connect: ConnectGopls, questions: number) => {
    const said: string[] = [];
    const gopls = createGopls({
      connect,
      onTrouble: (problem) => said.push(messageOf(problem)),
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
      return fail(problem("gopls-not-started", { why: `no ${starts}` }));
    };
    const { said, answers } = await trouble(refuse, 5);
    assert.deepEqual(said, ["gopls does not start: no 1.", "gopls does not start: no 2."]);
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
    ["Stubwright's cache", "cache/gopls/v0.21.1/gopls", "Stubwright's cache"],
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
    for (const part of ["PATH", "GOBIN", "GOPATH", "~/go", "Stubwright's cache"])
      assert.ok(messageOf(found.error).includes(part), part);
    assert.match(adviceOf(found.error.next, "terminal"), /go install golang\.org\/x\/tools\/gopls@v0\.21\.1/);
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
    assert.match(made.ok ? "" : messageOf(made.error), /No usable gopls builds with Go 1\.22\.1/);
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
    assert.match(made.ok ? "" : messageOf(made.error), /could not be built: .*GOPROXY=off/);
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
