import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { checkCandidate } from "../../../src/go/judge/check";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { modules, never, realDeps, rewritten } from "../judge-support";

/** Every path below a folder with the hash of its bytes. */
function fingerprint(dir: string): readonly string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`)
    .sort();
}

/** Command lines of the processes that mention a path. */
function processesWith(path: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(path) ? [line] : [];
      } catch {
        return [];
      }
    });
}

describe("judging leaves nothing behind", () => {
  const file = join(modules, "words", "words.go");
  const endless = '\tfor i := 0; i >= 0; i = (i + 1) % 9 {\n\t\ts = "x"\n\t}\n\treturn s';
  const usual = process.env["TMPDIR"];
  let temp = "";
  let deps: GoDeps;
  before(async () => {
    deps = await realDeps();
  });
  beforeEach(() => {
    temp = realpathSync(mkdtempSync(join(tmpdir(), "judge-test-")));
    process.env["TMPDIR"] = temp;
  });
  afterEach(() => {
    if (usual === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = usual;
    rmSync(temp, { recursive: true });
  });

  const judge = (body: string, signal: AbortSignal, onGate: (gate: string) => void = () => {}) => {
    const candidateText = rewritten(deps.parser, file, { bodies: { Reverse: body } });
    const request = { file, names: ["Reverse"], candidateText, settings: { loopMs: 1_000 } };
    return checkCandidate(request, deps, (event) => "started" in event && onGate(event.started), signal);
  };

  const ways: readonly [string, string, string][] = [
    [
      "a right candidate",
      '\tout := ""\n\tfor _, r := range s {\n\t\tout = string(r) + out\n\t}\n\treturn out',
      "passing",
    ],
    ["one that does not compile", "\treturn 1", "rejected"],
    ["one that does not end", endless, "rejected"],
  ];
  for (const [title, body, grade] of ways) {
    it(`after ${title}`, async () => {
      const before = fingerprint(modules);
      const judged = await judge(body, never);
      assert.equal(judged.ok && judged.value.grade, grade);
      assert.deepEqual(fingerprint(modules), before);
      assert.deepEqual(readdirSync(temp), []);
      assert.deepEqual(processesWith(temp), []);
    });
  }

  for (const gate of ["", "shape", "build", "tests"]) {
    it(`after a cancel ${gate === "" ? "during the baseline" : `at ${gate}`}`, async () => {
      const before = fingerprint(modules);
      const cancel = new AbortController();
      const judging = judge(endless, cancel.signal, (started) => {
        if (started === gate) setTimeout(() => cancel.abort(), gate === "tests" ? 500 : 20);
      });
      if (gate === "") wait(400).then(() => cancel.abort());
      await assert.rejects(judging, { name: "AbortError" });
      assert.deepEqual(fingerprint(modules), before);
      assert.deepEqual(readdirSync(temp), []);
      assert.deepEqual(processesWith(temp), []);
    });
  }
});
