import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { buildHelper } from "../../../src/go/helper-client/build-helper";
import { startHelper } from "../../../src/go/helper-client/client";
import { loadStdIndex } from "../../../src/go/helper-client/std-index";
import { isScratch } from "../../../src/go/process/temp-dir";
import { goEnvironment } from "../../../src/go/toolchain/environment";
import { type HelperFixture, helperFixture, never, sources } from "../helper-support";

describe("the Go helper", function () {
  this.timeout(180_000);
  let g: HelperFixture;
  before(async () => {
    g = await helperFixture();
  });
  after(() => g.end());

  const environment = async () => {
    const go = await goEnvironment(g.deps, g.dir, never);
    assert.ok(go.ok);
    return go.value;
  };

  it("passes its own tests, and is formatted", async () => {
    const { go, goroot, env } = await environment();
    const gofmt = spawnSync(join(goroot, "bin", "gofmt"), ["-l", sources], { encoding: "utf8" });
    assert.equal(gofmt.stdout, "");
    const own = { ...env, GOFLAGS: "-mod=mod", GOWORK: "off", PWD: sources } as NodeJS.ProcessEnv;
    const vet = spawnSync(go, ["vet", "./..."], { cwd: sources, env: own, encoding: "utf8" });
    assert.equal(vet.status, 0, vet.stderr);
    const test = spawnSync(go, ["test", "./..."], { cwd: sources, env: own, encoding: "utf8" });
    assert.equal(test.status, 0, test.stdout + test.stderr);
  });

  it("is built once for a toolchain and its sources", async () => {
    const go = await environment();
    const again = await buildHelper(go, { sources, cacheDir: g.dir }, never);
    assert.ok(again.ok);
    assert.deepEqual(readdirSync(join(g.dir, "helper")).length, 1);
    const none = await buildHelper(go, { sources: join(g.dir, "nothing"), cacheDir: g.dir }, never);
    assert.match(none.ok ? "" : messageOf(none.error), /sources of the Go helper are not in/);
  });

  it("says why it cannot be built", async () => {
    const broken = join(g.dir, "broken");
    mkdirSync(broken);
    writeFileSync(join(broken, "go.mod"), "module broken\n\ngo 1.21\n");
    writeFileSync(join(broken, "main.go"), "package main\n\nfunc main() { return 1 }\n");
    const built = await buildHelper(await environment(), { sources: broken, cacheDir: g.dir }, never);
    assert.match(built.ok ? "" : messageOf(built.error), /could not be built: .*too many return values/);
  });

  it("answers in order, and refuses what it does not know", async () => {
    const [one, two] = await Promise.all([
      g.helper.request("nothing", {}, never),
      g.helper.request<readonly unknown[]>("std", {}, never),
    ]);
    assert.deepEqual(one, { ok: false, error: { kind: "refused", message: "no such operation: nothing" } });
    assert.ok(two.ok && two.value.length > 100);
  });

  it("a cancelled request kills it, the next one starts it again", async () => {
    const abort = new AbortController();
    const asked = g.helper.request("std", {}, abort.signal);
    setTimeout(() => abort.abort(), 5);
    const cancelled = await asked;
    assert.equal(cancelled.ok ? "" : cancelled.error.kind, "cancelled");
    assert.ok((await g.helper.request("std", {}, never)).ok);
  });

  it("its crash is a value, and takes along what go commands of it left", async () => {
    const crashing = join(g.dir, "crashing");
    writeFileSync(
      crashing,
      '#!/bin/sh\nread line\nmkdir "$GOTMPDIR/go-build1"\necho "out of luck in $GOTMPDIR" >&2\nexit 7\n',
    );
    chmodSync(crashing, 0o755);
    const helper = startHelper(crashing, await environment());
    const answer = await helper.request("std", {}, never);
    assert.equal(answer.ok ? "" : answer.error.kind, "crashed");
    assert.match(answer.ok ? "" : answer.error.message, /exit status 7 out of luck/);
    const [, left = ""] = / in (.+)$/.exec(answer.ok ? "" : answer.error.message) ?? [];
    assert.ok(isScratch(left), left);
    assert.ok(!existsSync(left));
    const missing = startHelper(join(g.dir, "not-there"), await environment());
    const gone = await missing.request("std", {}, never);
    assert.equal(gone.ok ? "" : gone.error.kind, "crashed");
  });

  it("stopped, it owes nobody an answer: what waits and what stands behind it is cancelled", async () => {
    const mute = join(g.dir, "mute");
    writeFileSync(mute, "#!/bin/sh\nread line\nexec sleep 600\n");
    chmodSync(mute, 0o755);
    const helper = startHelper(mute, await environment());
    const asked = [helper.request("std", {}, never), helper.request("std", {}, never)];
    await Promise.resolve(); // The first has reached the process.
    helper.stop();
    for (const answer of await Promise.all(asked))
      assert.equal(answer.ok ? "" : answer.error.kind, "cancelled");
  });

  it("indexes the standard library once, for imports and signatures", async () => {
    const go = await environment();
    const index = await loadStdIndex(g.helper, { go, cacheDir: g.dir }, never);
    assert.ok(index.ok);
    const std = index.value;
    assert.equal(std.paths.has("unicode/utf8"), true);
    assert.equal(std.paths.has("internal/abi"), false);
    assert.deepEqual([...std.byName("rand")].sort(), ["crypto/rand", "math/rand", "math/rand/v2"]);
    assert.equal(
      std.signature("strings", "Cut"),
      "func Cut(s, sep string) (before, after string, found bool)",
    );
    assert.equal(std.signature("strings", "Reverse"), undefined);
    assert.deepEqual(std.lookup("rand", "Shuffle"), ["math/rand", "math/rand/v2"]);
    g.helper.stop();
    const dead = startHelper(join(g.dir, "not-there"), go);
    const kept = await loadStdIndex(dead, { go, cacheDir: g.dir }, never);
    assert.ok(kept.ok && kept.value.paths.size === std.paths.size);
  });
});
