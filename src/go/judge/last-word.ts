import type { Finding } from "../../core/verdict";
import { runTests } from "../testrun/binary";
import { at, type TestSite } from "../testrun/findings";
import {
  endOf,
  type ProcessEnd,
  runIsolating,
  type TestResult,
  type TestRunContext,
} from "../testrun/isolate";
import { byClock } from "./steady";

/**
 * What lines that say PASS are worth: a pass is one that the testing package gives, at its own end and with the exit
 * status of a run in which nothing fails. Tests that are red anyway are left out of the selection before that is asked.
 * @param ran the last run, in which some tests may be red
 * @param names those that are to have passed
 */
export async function withoutLastWord(
  ran: readonly TestResult[],
  names: readonly string[],
  testRun: TestRunContext,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (names.length === 0) return [];
  const of = (results: readonly TestResult[]) => results.filter((r) => names.includes(r.name));
  const missing = of(ran).filter((r) => !isSealed(r));
  if (missing.length === 0) return [];
  const mixed = ran.some((r) => !names.includes(r.name));
  const alone = mixed ? await greenTogether(names, testRun, signal) : of(ran);
  const open = alone.filter((r) => !isSealed(r));
  const [first] = open;
  if (first === undefined) return [];
  const usual = await endWithoutTests(testRun, signal);
  if (usual.code !== 0 && open.every((r) => r.end?.finished === true && r.end.code === usual.code)) return [];
  return [cutShort(first, testRun.site)];
}

/** How often what was green and is red now is left out. */
const mostRounds = 3;

/** Tests in a run of nothing red, whose end is theirs alone: what the clock makes red now and then is no sign of theirs. */
async function greenTogether(
  names: readonly string[],
  testRun: TestRunContext,
  signal: AbortSignal,
): Promise<readonly TestResult[]> {
  let left = names;
  for (let round = 1; ; round++) {
    const { results } = await runIsolating(left, testRun, signal);
    const doubtful = results.filter(byClock).map((r) => r.name);
    if (doubtful.length === 0 || round === mostRounds) return results;
    left = left.filter((name) => !doubtful.includes(name));
    if (left.length === 0) return [];
  }
}

/** Of a test that is said to pass, in a process that does not say so. */
export function cutShort({ name, end }: TestResult, site: TestSite): Finding {
  const how = end?.how ?? "no exit status";
  const message =
    end?.finished === true
      ? `${name} passes, and its process ends with ${how} all the same`
      : `${name} is said to pass, but its process ends with ${how} before the testing package does`;
  return at(site, name, "other", message);
}

const isSealed = ({ end }: TestResult): boolean => end?.finished === true && end.code === 0;

/** What TestMain makes of a run of no test: some end every one with a status of their own. */
async function endWithoutTests(ctx: TestRunContext, signal: AbortSignal): Promise<ProcessEnd> {
  const { sandbox, build, binary, timeoutMs, folder } = ctx;
  const outcome = await runTests(sandbox, build, binary, { names: [], timeoutMs, folder }, signal);
  signal.throwIfAborted();
  return endOf(outcome);
}
