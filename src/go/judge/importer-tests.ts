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
}

/**
 * The importers' tests on a candidate, one package after another as long as there is time. One that has begun is ended
 * too when the time is over.
 */
export async function runImporters(
  texts: ReadonlyMap<string, string>,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<ImportersReport> {
  const { settings } = ctx.snapshot;
  const importers = await ctx.snapshot.importers;
  signal.throwIfAborted();
  const over = AbortSignal.timeout(settings.importersMs);
  const either = AbortSignal.any([signal, over]);
  const findings: Finding[] = [];
  const ran: string[] = [];
  const left: string[] = [];
  const ended: string[] = [];
  for (const importer of importers) {
    const begun = !over.aborted && findings.length === 0;
    const found = begun ? await runOne(importer, texts, ctx, either).catch(unless(signal, over)) : undefined;
    signal.throwIfAborted();
    (found !== undefined ? ran : begun && over.aborted ? ended : left).push(importer.importPath);
    findings.push(...(found ?? []));
  }
  return { findings, ran, left, ended };
}

/** The end of the time is no error; that of the run is, and so is anything else. */
const unless =
  (signal: AbortSignal, over: AbortSignal) =>
  (error: unknown): undefined => {
    if (signal.aborted || !over.aborted) throw error;
  };

async function runOne(
  importer: Importer,
  texts: ReadonlyMap<string, string>,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<readonly Finding[] | undefined> {
  const results = await testsOf(importer, texts, undefined, ctx, signal);
  if (results === undefined) return undefined;
  const failed = results.filter((r) => r.status === "fail" && r.kept === undefined);
  if (failed.length === 0) return [];
  const before = await testsOf(
    importer,
    ctx.snapshot.before,
    failed.map((f) => f.name),
    ctx,
    signal,
  );
  return failed
    .flatMap((now) =>
      findingsFor(
        now,
        before?.find((b) => b.name === now.name),
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
