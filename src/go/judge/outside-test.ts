import { dirname } from "node:path";
import type { TestPlace } from "../../core/faultloc/failing-test";
import { problem } from "../../core/problem/codes";
import { allowing } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { marker, tracingBody, withPlaceholders } from "../../core/stub/placeholder";
import { type JudgeContext, judgeContext, textsWith } from "../snapshot/context";
import { testsWith } from "../snapshot/run-with-texts";
import type { GoDeps, GoSnapshot } from "../snapshot/subject";
import { loadPackageForTests } from "../snapshot/test-package";
import { watchedTexts } from "../snapshot/watched";
import { cutShort } from "./last-word";
import { notRun, type PackageTestsReport, targetFindings, undecidedWhy } from "./tests";

/** The snapshot with a failing test of another package that decides too: it must reach the target, and be red on the stub. */
export async function withOutsideTest(
  snapshot: GoSnapshot,
  { dir, name }: TestPlace,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<GoSnapshot>> {
  const { target, texts, settings } = snapshot;
  const loaded = await loadPackageForTests({ dir, buffers: texts, tags: settings.tags }, deps, signal);
  if (!loaded.ok) return loaded;
  const { build, site } = loaded.value;
  const ctx = judgeContext(snapshot, deps);
  const stubTexts = laid(loaded.value.texts, dir, textsWith(ctx, marked(snapshot, deps)));
  const [stubbed] = (await testsWith({ build, site }, stubTexts, [name], ctx, signal)) ?? [];
  signal.throwIfAborted();
  const reaches = target.names.filter((n) => stubbed?.stderr.includes(marker(n)));
  if (stubbed === undefined || reaches.length === 0) {
    const kept = stubbed?.kept;
    const data = { test: name, names: target.names, why: kept ?? "not-reached" } as const;
    return fail(problem("test-cannot-decide", data, ...(kept === undefined ? [] : allowing(kept))));
  }
  const file = site.tests.find((t) => t.name === name)?.file ?? "";
  const test = { name, file, reaches, status: "red" } as const;
  return ok({ ...snapshot, failing: name, outside: { build, site, texts: loaded.value.texts, test } });
}

/** The test's own package keeps its placeholders. */
const laid = (
  own: ReadonlyMap<string, string>,
  dir: string,
  candidate: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> =>
  new Map([...own, ...[...candidate].filter(([path]) => dirname(path) !== dir)]);

/** The target's file with bodies that say that they are reached. */
function marked({ file, target, elsewhere }: GoSnapshot, { parser }: GoDeps): string {
  const names = new Set(target.names);
  return withPlaceholders(parser, file.text, (n) => (names.has(n) ? tracingBody(n) : undefined), elsewhere);
}

/** What the test of another package says of a candidate that its own package's tests accept. */
export async function runOutsideTest(
  text: string,
  report: PackageTestsReport,
  ctx: JudgeContext,
  signal: AbortSignal,
): Promise<PackageTestsReport> {
  const { outside } = ctx.snapshot;
  if (outside === undefined || report.findings.length > 0) return report;
  const { build, site, test } = outside;
  const texts = laid(outside.texts, build.dir, await watchedTexts(ctx, text));
  const [result] = (await testsWith({ build, site }, texts, [test.name], ctx, signal)) ?? [];
  signal.throwIfAborted();
  const why =
    result &&
    (await undecidedWhy(
      result,
      async () => result,
      async () => result.kept,
    ));
  if (why !== undefined) return { ...report, undecided: [...report.undecided, { test: test.name, why }] };
  const total = report.total + 1;
  if (result?.status === "pass" && result.end?.finished === true) {
    const ms = new Map([...report.ms, [test.name, result.runs.find((r) => r.name === test.name)?.ms ?? 0]]);
    return { ...report, total, passed: [...report.passed, test], ms };
  }
  const findings =
    result === undefined
      ? [notRun(test.name, site)]
      : result.status === "pass"
        ? [cutShort(result, site)]
        : targetFindings(result, site);
  return { ...report, total, findings };
}
