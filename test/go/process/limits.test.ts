import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { excessText, type TreeLimits, untilExcess } from "../../../src/go/process/limits";
import { run } from "../../../src/go/process/run";

const mebibyte = 2 ** 20;
const never = new AbortController().signal;
const waiting = "setTimeout(() => {}, 60_000)";
const eat = (mebibytes: number) => `globalThis.held = Buffer.alloc(${mebibytes} << 20, 1)`;
const node = (script: string) => `"$NODE" -e '${script}; ${waiting}'`;

interface Case {
  readonly title: string;
  /** For sh, in a folder of its own. */
  readonly script: string;
  readonly limits: Omit<TreeLimits, "disk"> & { readonly diskBytes?: number };
  /** Undefined where it stays below. */
  readonly says: string | undefined;
  readonly linuxOnly?: true;
}

const cases: readonly Case[] = [
  {
    title: "one process that takes too much",
    script: `exec ${node(eat(300))}`,
    limits: { processBytes: 250 * mebibyte },
    says: "used more than 250 MiB of memory",
  },
  {
    title: "a child of a child that takes too much",
    script: `sh -c '"$NODE" -e "${eat(300)}; ${waiting}" & wait' & wait`,
    limits: { processBytes: 250 * mebibyte },
    says: "used more than 250 MiB of memory",
  },
  {
    title: "several that take too much together",
    script: `${node(eat(120))} & ${node(eat(120))} & ${node(eat(120))} & wait`,
    limits: { bytes: 350 * mebibyte, processBytes: 300 * mebibyte },
    says: "used more than 350 MiB of memory",
  },
  {
    title: "memory in a file that has no name and that nobody maps",
    script: 'f=/dev/shm/stubwright-$$; exec 3>"$f"; rm "$f"; head -c 100000000 /dev/zero >&3; sleep 60',
    limits: { bytes: 64 * mebibyte },
    says: "used more than 64 MiB of memory",
    linuxOnly: true,
  },
  {
    title: "more processes than it may run",
    script: "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 60 & done; wait",
    limits: { processes: 10 },
    says: "ran more than 10 processes at once",
  },
  {
    title: "more in its folder than it may write",
    script: "head -c 40000000 /dev/zero >a; mkdir b; head -c 40000000 /dev/zero >b/c; sleep 60",
    limits: { diskBytes: 64 * mebibyte },
    says: "wrote more than 64 MiB to its temporary folder",
    linuxOnly: true,
  },
  {
    title: "a file that it removes while it is open",
    script: "exec 3>a; rm a; head -c 80000000 /dev/zero >&3; sleep 60",
    limits: { diskBytes: 64 * mebibyte },
    says: "wrote more than 64 MiB to its temporary folder",
    linuxOnly: true,
  },
  {
    title: "more processes of another session, whose parents are gone",
    script: "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do (setsid sleep 60 &) & done; sleep 60",
    limits: { processes: 10 },
    says: "ran more than 10 processes at once",
    linuxOnly: true,
  },
  {
    title: "nothing too much",
    script: "for i in 1 2 3; do sleep 0.4 & done; wait",
    limits: { bytes: 250 * mebibyte, processBytes: 250 * mebibyte, processes: 10, diskBytes: mebibyte },
    says: undefined,
  },
  {
    title: "memory that several share, which counts once",
    // The program itself is some 40 MiB of each, and the same for all.
    script: `for i in 1 2 3 4 5 6; do "$NODE" -e "setTimeout(() => {}, 500)" & done; wait`,
    limits: { bytes: 200 * mebibyte },
    says: undefined,
  },
];

describe("the next look at a process tree", () => {
  const at = (mebibytes: number, processes = 1) => ({
    bytes: mebibytes * mebibyte,
    largestBytes: (mebibytes * mebibyte) / processes,
    processes,
    cpuMs: 0,
  });
  const limits: TreeLimits = { bytes: 1024 * mebibyte, processBytes: 512 * mebibyte, processes: 256 };
  /** Usage now and before, 100 milliseconds apart, and in how many the next look is due. */
  const looks = [
    { title: "is soon where it takes little", now: at(24, 24), before: at(24, 24), ms: 127.75 },
    {
      title: "is sooner near the limit, though it stands still",
      now: at(984, 24),
      before: at(984, 24),
      ms: 10,
    },
    { title: "is sooner where it grows fast", now: at(824, 24), before: at(24, 24), ms: 12.5 },
    { title: "is sooner where one of it grows fast", now: at(112), before: at(12), ms: 100 },
    { title: "is sooner where processes are started fast", now: at(24, 206), before: at(24, 6), ms: 12.5 },
  ];
  for (const { title, now, before, ms } of looks)
    it(title, () => assert.equal(untilExcess(now, before, 100, limits), ms));
  it("is late where there is no limit", () => assert.ok(untilExcess(at(9_000), undefined, 100, {}) >= 1_000));
});

describe("a process tree under limits", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-limits-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));

  for (const { title, script, limits: given, says, linuxOnly } of cases) {
    it(`${says === undefined ? "lives with" : "is ended for"} ${title}`, async function () {
      if (process.platform === "win32" || (linuxOnly && process.platform !== "linux")) return this.skip();
      const { diskBytes, ...others } = given;
      const limits = {
        ...others,
        ...(diskBytes === undefined ? {} : { disk: { folder: dir, bytes: diskBytes } }),
      };
      const env = { PATH: process.env["PATH"], NODE: process.execPath };
      const options = { cwd: dir, env, limits, timeoutMs: 30_000 };
      const { end, excess } = await run("/bin/sh", ["-c", script], options, never);
      assert.equal(end, says === undefined ? "exited" : "over-limit");
      assert.equal(excess && excessText(excess), says);
    });
  }
});
