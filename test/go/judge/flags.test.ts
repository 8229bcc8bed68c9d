import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { createJudge } from "../../../src/go/judge/judge";
import { createSnapshot } from "../../../src/go/snapshot/snapshot";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { goEnvironment } from "../../../src/go/toolchain/environment";
import { never, realDeps } from "../judge-support";

/**
 * For every flag that Go's own help lists, values as a person may have them in GOFLAGS. A flag that a new Go brings
 * fails the test until it has one here.
 */
const samples: Readonly<Record<string, readonly string[]>> = {
  C: ["-C=."],
  a: ["-a"],
  artifacts: ["-artifacts"],
  asan: ["-asan"],
  asmflags: ["-asmflags=-D=QUIET"],
  bench: ["-bench=."],
  benchmem: ["-benchmem"],
  benchtime: ["-benchtime=1x"],
  blockprofile: ["-blockprofile=block.out"],
  blockprofilerate: ["-blockprofilerate=1"],
  buildmode: ["-buildmode=pie", "-buildmode=c-archive"],
  buildvcs: ["-buildvcs=true"],
  compiler: ["-compiler=gc", "-compiler=gccgo"],
  count: ["-count=0"],
  cover: ["-cover"],
  covermode: ["-covermode=atomic"],
  coverpkg: ["-coverpkg=./..."],
  coverprofile: ["-coverprofile=cover.out"],
  cpu: ["-cpu=1,2", "-cpu=many"],
  cpuprofile: ["-cpuprofile=cpu.out"],
  failfast: ["-failfast"],
  fullpath: ["-fullpath"],
  fuzz: ["-fuzz=FuzzFare"],
  fuzzminimizetime: ["-fuzzminimizetime=1x"],
  fuzztime: ["-fuzztime=1x"],
  gccgoflags: ["-gccgoflags=-O1"],
  gcflags: ["-gcflags=-m", "'-gcflags=-N -S'"],
  installsuffix: ["-installsuffix=mine"],
  json: ["-json"],
  ldflags: ["'-ldflags=-X example.com/tariff/fare.currency=EUR'", "-ldflags=-nonsense", "-ldflags=-o=stray"],
  linkshared: ["-linkshared"],
  list: ["-list=."],
  memprofile: ["-memprofile=mem.out"],
  memprofilerate: ["-memprofilerate=1"],
  mod: ["-mod=mod"],
  modcacherw: ["-modcacherw"],
  modfile: ["-modfile=other.mod", "-modfile=missing.mod"],
  msan: ["-msan"],
  mutexprofile: ["-mutexprofile=mutex.out"],
  mutexprofilefraction: ["-mutexprofilefraction=1"],
  n: ["-n"],
  outputdir: ["-outputdir=."],
  overlay: ["-overlay=overlay.json"],
  p: ["-p=1", "-p=0"],
  parallel: ["-parallel=1", "-parallel=0"],
  pgo: ["-pgo=missing.pgo"],
  pkgdir: ["-pkgdir=pkg"],
  race: ["-race"],
  run: ["-run=Nothing"],
  short: ["-short", "-short=maybe"],
  shuffle: ["-shuffle=on"],
  skip: ["-skip=."],
  tags: ["-tags=zone"],
  timeout: ["-timeout=9m"],
  toolexec: ["-toolexec=env", "-toolexec=true"],
  trace: ["-trace=trace.out"],
  trimpath: ["-trimpath"],
  v: ["-v"],
  vet: ["-vet=off"],
  work: ["-work"],
  x: ["-x"],
};

/** Those of them that Go can work with side by side: judged at once, to save time. */
const together = [
  ...["-asmflags=-D=QUIET", "-compiler=gc", "-cpu=1,2", "-gccgoflags=-O1", "'-gcflags=-N -S'"],
  ...["-installsuffix=mine", "'-ldflags=-X example.com/tariff/fare.currency=EUR'", "-modcacherw"],
  ...["-modfile=other.mod", "-p=1", "-parallel=1", "-short", "-tags=zone"],
];

const fare = (body: string): string => `package fare

var currency = "?"

// Fare is the price for that many zones.
func Fare(zones int) int {
\t${body}
}
`;

const module = {
  "go.mod": "module example.com/tariff\n\ngo 1.21\n",
  "other.mod": "module example.com/tariff\n\ngo 1.21\n",
  "fare/fare.go": fare('panic("not implemented")'),
  "fare/fare_test.go": `package fare

import "testing"

func TestFare(t *testing.T) {
\tif got := Fare(2); got != 7 {
\t\tt.Errorf("Fare(2) = %d%s, want 7", got, currency)
\t}
}
`,
};

/** What the judge has to say of each body; where Go cannot work with the flag, the reason names it instead. */
const bodies = {
  right: { text: fare("return 3 + 2*zones"), grade: "passing" },
  wrong: { text: fare("return 3 * zones"), grade: "rejected" },
  "not compiling": { text: fare("return zonen"), grade: "rejected" },
} as const;

describe("whatever flag a person has in GOFLAGS", () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "flags-test-")));
  const file = join(dir, "fare", "fare.go");
  let deps: GoDeps;
  const withGoFlags = (GOFLAGS: string): GoDeps => ({ ...deps, env: { ...deps.env, GOENV: "off", GOFLAGS } });
  const flagsOf = async (GOFLAGS: string) => {
    const made = await goEnvironment(withGoFlags(GOFLAGS), dirname(file), never);
    if (!made.ok) return undefined;
    const { leftOut, ofOwnRuns: _, mod: _mod, ...judging } = made.value.flags;
    return { leftOut, judging: { ...judging, GOFLAGS: made.value.env["GOFLAGS"] } };
  };
  before(async () => {
    deps = await realDeps();
    for (const [name, text] of Object.entries(module)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
  });
  after(() => rmSync(dir, { recursive: true }));

  it("has a value here for each that go help lists", () => {
    const help = ["build", "testflag"].map((topic) =>
      execFileSync(deps.toolchain.go, ["help", topic], { encoding: "utf8" }),
    );
    const listed = help.flatMap((text) =>
      [...text.matchAll(/^\t-(\w+)(?: |$)/gm)].map(([, name = ""]) => name),
    );
    assert.ok(listed.length > 50);
    assert.deepEqual(
      listed.filter((name) => samples[name] === undefined),
      [],
    );
  });

  /** Right and wrong bodies under flags; of what Go cannot work with, what has to be named. */
  const judged = async (goflags: string, named: string | undefined): Promise<void> => {
    const made = await createSnapshot({ file, names: ["Fare"] }, withGoFlags(goflags), never);
    if (!made.ok) return says(messageOf(made.error), named);
    const judge = createJudge(made.value, deps);
    for (const [title, { text, grade }] of Object.entries(bodies)) {
      const candidate = { edit: { files: [] }, text, adjustments: [] };
      const judgement = await judge.judge(candidate, () => {}, never);
      if (judgement.grade === "broken") says(judgement.reason, named);
      else assert.equal(judgement.grade, grade, `${title}: ${judgement.reason}`);
    }
  };
  const says = (text: string, named: string | undefined): void =>
    assert.ok(named !== undefined && text.includes(named), text);

  it(`the judge is right: ${together.join(" ")}`, () => judged(together.join(" "), undefined));

  const alone = Object.values(samples)
    .flat()
    .filter((sample) => !together.includes(sample));
  for (const sample of alone) {
    const flag = sample.replace(/^'|'$/g, "");
    it(`the judge is right, or names it: ${flag}`, async () => {
      const [plain, given] = [await flagsOf(""), await flagsOf(sample)];
      // Left out, it cannot matter; joined with what is done anyway, neither.
      if (given === undefined || JSON.stringify(given.judging) !== JSON.stringify(plain?.judging))
        return judged(sample, flag);
      assert.deepEqual(given.leftOut, /^-(?:mod|buildvcs|timeout)=/.test(flag) ? [] : [flag]);
    });
  }
});
