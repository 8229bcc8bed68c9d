import { neededStubs } from "../../core/stub/placeholder";
import type { Finding } from "../../core/verdict";
import type { JudgeContext } from "../snapshot/context";
import { testsWith } from "../snapshot/run-with-texts";
import type { TestSite } from "../testrun/findings";
import { siteOf } from "../testrun/findings";
import type { TestResult } from "../testrun/isolate";
import type { Importer } from "../toolchain/importers";
import { greenFindings, targetFindings } from "./tests";

export interface ImportersReport {
  readonly findings: readonly Finding[];
  /** Import paths whose tests ran. */
  readonly ran: readonly string[];
  /** Import paths whose tests did not run, for lack of time or since they do not compile on their own. */
  readonly left: readonly string[];
  /** Import paths whose tests had begun when the time was over. */
  readonly ended: readonly string[];
  /** Finding out who they are took all the time. */
  readonly unlisted: boolean;
}

/**
 * The importers' tests on a candidate, nearest first, one package after another as long as there is time. One that has
 * begun is ended too when the time is over.
 */
export async function runImporters(
  texts: ReadonlyMap<string, string>,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<ImportersReport> {
  const { importersMs } = ctx.snapshot.settings;
  const importers = await inTime(importersMs, signal, (until) =>
    Promise.race([ctx.snapshot.importers(), abortOf(until)]),
  );
  signal.throwIfAborted();
  if (importers === late) return { findings: [], ran: [], left: [], ended: [], unlisted: true };
  const until = performance.now() + importersMs;
  const findings: Finding[] = [];
  const went: { readonly [how in "ran" | "left" | "ended"]: string[] } = { ran: [], left: [], ended: [] };
  for (const importer of importers) {
    const ms = until - performance.now();
    const begun = ms > 0 && findings.length === 0;
    const found = begun ? await runOne({ importer, ms }, texts, ctx, signal) : undefined;
    signal.throwIfAborted();
    went[found === late ? "ended" : found === undefined ? "left" : "ran"].push(importer.importPath);
    if (found !== late) findings.push(...(found ?? []));
  }
  return { findings, ...went, unlisted: false };
}

const late = "late";

/** What comes of the work within some milliseconds: then it is told to end. */
async function inTime<T>(
  ms: number,
  signal: AbortSignal,
  work: (until: AbortSignal) => Promise<T>,
): Promise<T | typeof late> {
  const over = AbortSignal.timeout(Math.max(1, Math.ceil(ms)));
  try {
    return await work(AbortSignal.any([signal, over]));
  } catch (error) {
    // The end of the time is no error; that of the run is, and so is anything else.
    if (over.aborted && !signal.aborted) return late;
    throw error;
  }
}

const abortOf = (signal: AbortSignal): Promise<typeof late> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(late), { once: true }));

/** Undefined where its tests do not compile; late where they take longer than that many milliseconds. */
async function runOne(
  { importer, ms }: { readonly importer: Importer; readonly ms: number },
  texts: ReadonlyMap<string, string>,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<readonly Finding[] | typeof late | undefined> {
  const results = await inTime(ms, signal, (until) => testsOf(importer, texts, undefined, ctx, until));
  if (results === undefined || results === late) return results;
  const failed = results.filter((r) => r.status === "fail" && r.kept === undefined);
  if (failed.length === 0) return [];
  // A failure is not dropped for lack of time: whose it is gets as much again.
  const names = failed.map((f) => f.name);
  const before = await inTime(ctx.snapshot.settings.importersMs, signal, (until) =>
    testsOf(importer, ctx.snapshot.before, names, ctx, until),
  );
  if (before === undefined || before === late) return before;
  return failed
    .flatMap((now) =>
      findingsFor(
        now,
        before.find((b) => b.name === now.name),
        siteOf(importer),
      ),
    )
    .map((f) => ({ ...f, message: `${importer.importPath}: ${f.message}` }));
}

/** What a failing test counts: it was green before, or it waited for the target and for nothing else. */
function findingsFor(now: TestResult, before: TestResult | undefined, site: TestSite): readonly Finding[] {
  if (before?.status === "pass") return greenFindings(now, site);
  const waited = before?.stderr.includes("stubwright:reached:") ?? false;
  return waited && neededStubs(now.stderr).length === 0 ? targetFindings(now, site) : [];
}

/** All its tests, or some; undefined where they do not compile. */
function testsOf(
  importer: Importer,
  texts: ReadonlyMap<string, string>,
  names: readonly string[] | undefined,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<readonly TestResult[] | undefined> {
  const build = { ...ctx.snapshot.build, ...importer, command: false };
  return testsWith({ build, site: siteOf(importer) }, texts, names, ctx, signal);
}
