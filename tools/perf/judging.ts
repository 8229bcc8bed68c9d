import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Candidate } from "../../src/core/candidate";
import type { Judge, OnGate } from "../../src/core/judge";
import { messageOf } from "../../src/core/problem/problem-text";
import { unlessAborted } from "../../src/core/search/state";
import { vetUnit } from "../../src/go/compile/vet-unit";
import { findProtection } from "../../src/go/helper-client/protection";
import { createJudge } from "../../src/go/judge/judge";
import { createSnapshot } from "../../src/go/snapshot/snapshot";
import type { GoDeps } from "../../src/go/snapshot/subject";
import { findGo } from "../../src/go/toolchain/find-go";
import { loadGoParser } from "../../src/go/toolchain/parser";
import { cacheDir } from "../../src/session/cache";
import { openQuickDiagnostics } from "../../src/session/run/gopls";
import { byHand } from "./by-hand";
import { byTurns } from "./median";

// Each round's code differs, not its comments alone: for those go would neither link nor run the tests again.
const body = (round: number): string =>
  `total := ${round}\n\tfor _, n := range numbers {\n\t\ttotal += n\n\t}\n\treturn total - ${round}`;
const wrong = (round: number): string => `return totals(numbers) + ${round}`;

/** Milliseconds of a verdict against the same questions asked of Go one after another about a written file. */
export async function judging(rounds: number): Promise<Readonly<Record<string, number>>> {
  const { signal } = new AbortController();
  const toolchain = await findGo({ env: process.env }, signal);
  if (!toolchain.ok) throw new Error(messageOf(toolchain.error));
  const [parser, sandbox] = await Promise.all([
    loadGoParser(),
    findProtection(Promise.resolve(toolchain), process.env, cacheDir(process.env), signal),
  ]);
  if (!sandbox.ok) throw new Error(messageOf(sandbox.error));
  const deps: GoDeps = { toolchain: toolchain.value, env: process.env, parser, sandbox: sandbox.value };
  const dir = mkdtempSync(join(tmpdir(), "stubwright-perf-"));
  const [ours, written] = [join(dir, "ours"), join(dir, "written")];
  for (const to of [ours, written])
    cpSync(join(__dirname, "../../test/fixtures/modules/e2e"), to, { recursive: true });
  const stub = readFileSync(join(ours, "sum.go"), "utf8");
  const snapshot = await createSnapshot({ file: join(ours, "sum.go"), names: ["Sum"] }, deps, signal);
  if (!snapshot.ok) throw new Error(messageOf(snapshot.error));
  const gopls = openQuickDiagnostics(
    snapshot.value,
    deps,
    { cacheDir: cacheDir(process.env) },
    console.error,
    signal,
  );
  const { build, package: pkg, before, std } = snapshot.value;
  const unit = vetUnit(build, pkg.name, before, std, signal);
  const judge = createJudge(snapshot.value, deps, { gopls: gopls.diagnostics, vetUnit: unit });
  let round = 0;
  const version = (text: (round: number) => string): string =>
    stub.replace('panic("not implemented")', text(++round));
  const candidate = (text: (round: number) => string) => ({
    edit: { files: [] },
    text: version(text),
    adjustments: [],
  });
  const writtenByHand = (text: (round: number) => string): void => {
    writeFileSync(join(written, "sum.go"), version(text));
    byHand(toolchain.value.go, written);
  };
  try {
    await judge.judge(candidate(body), () => {}, signal);
    writtenByHand(body);
    return await byTurns(rounds, {
      "a right one, judged": () => judge.judge(candidate(body), () => {}, signal),
      "a right one, by hand": () => writtenByHand(body),
      "one that does not compile, refused by gopls": () => firstRefusal(judge, candidate(wrong)),
      "one that does not compile, by hand": () => writtenByHand(wrong),
    });
  } finally {
    gopls.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Until the first gate refuses, as faces show it: nothing after that is waited for. */
async function firstRefusal(judge: Judge, candidate: Candidate): Promise<void> {
  const stop = new AbortController();
  const onGate: OnGate = (event) => {
    if ("finished" in event && event.finished.status === "failed") stop.abort();
  };
  await unlessAborted(judge.judge(candidate, onGate, stop.signal), stop.signal);
}
