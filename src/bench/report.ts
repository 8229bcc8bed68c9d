import { armNames } from "./arms";
import { type Box, boxOf, type Reject, type TaskResult } from "./result";
import { bootstrap, type Interval, mcnemar, median, wilson } from "./stats";

/** summary.json: everything the reports print, so that a reader can check them. */
export interface Summary {
  readonly tasks: number;
  readonly scoredBy: { readonly hidden: number; readonly visible: number };
  readonly arms: readonly ArmSummary[];
  /** Whole arms by pairs, and each with what an ablation left of it, on the tasks that both ran. */
  readonly pairs: readonly PairSummary[];
}

export interface ArmSummary {
  readonly arm: string;
  readonly tasks: number;
  readonly solved: number;
  readonly share: number;
  readonly wilson: Interval;
  readonly boxes: Readonly<Record<Box, number>>;
  readonly brokenRuns: number;
  readonly calls: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Medians over tasks, milliseconds. */
  readonly ms: { readonly total: number; readonly model: number; readonly toolchain: number };
  /** Tasks with a passing candidate that is right, by the number of calls it took: index 0 is one call. */
  readonly solvedWithinCalls: readonly number[];
  /** Rejected candidates by the gate that refused them, and by class. */
  readonly rejectedByGate: Readonly<Record<string, number>>;
  readonly rejectedByClass: Readonly<Record<string, number>>;
  /** Right final candidates by the form that drafted them, and by each adjustment that touched them. */
  readonly solvedByForm: Readonly<Record<string, number>>;
  readonly solvedWithMend: Readonly<Record<string, number>>;
}

export interface PairSummary {
  readonly a: string;
  readonly b: string;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly p: number;
  /** Difference of shares, a − b, with its bootstrap interval over tasks. */
  readonly difference: number;
  readonly interval: Interval;
}

export function summarise(results: readonly TaskResult[], rejects: readonly Reject[]): Summary {
  const names = inOrder([...new Set(results.map((r) => r.arm))]);
  const arms = names.map((arm) =>
    armSummary(
      arm,
      results.filter((r) => r.arm === arm),
      rejects.filter((r) => r.arm === arm),
    ),
  );
  const pairs = names.flatMap((a, i) =>
    names
      .slice(i + 1)
      .filter((b) => !isAblated(b) || b.startsWith(`${a}-`))
      .map((b) => pairSummary(a, b, results)),
  );
  const scoring = new Map(results.map((r) => [r.id, r.scoredBy]));
  const hidden = [...scoring.values()].filter((s) => s === "hidden").length;
  return { tasks: scoring.size, scoredBy: { hidden, visible: scoring.size - hidden }, arms, pairs };
}

/** `tests-repair` is what is left of `tests`. */
const isAblated = (arm: string): boolean => arm.includes("-");

/** From one draft to the whole loop, then what ablations leave of it. */
function inOrder(arms: readonly string[]): readonly string[] {
  const place = (arm: string): number => armNames.indexOf(arm.split("-")[0] ?? arm);
  const parts = (arm: string): number => arm.split("-").length;
  return arms.toSorted(
    (a, b) => Number(isAblated(a)) - Number(isAblated(b)) || place(a) - place(b) || parts(a) - parts(b),
  );
}

function armSummary(arm: string, results: readonly TaskResult[], rejects: readonly Reject[]): ArmSummary {
  const solved = results.filter((r) => r.solved);
  const most = Math.max(1, ...results.map((r) => r.callsToPass ?? 0));
  return {
    arm,
    tasks: results.length,
    solved: solved.length,
    share: solved.length / Math.max(1, results.length),
    wilson: wilson(solved.length, results.length),
    boxes: countBoxes(results),
    brokenRuns: results.filter((r) => r.outcome === "broken").length,
    calls: sum(results, (r) => r.calls),
    promptTokens: sum(results, (r) => r.promptTokens),
    outputTokens: sum(results, (r) => r.outputTokens),
    ms: {
      total: median(results.map((r) => r.ms.total)),
      model: median(results.map((r) => r.ms.model)),
      toolchain: median(results.map((r) => r.ms.toolchain)),
    },
    solvedWithinCalls: Array.from(
      { length: most },
      (_, i) => solved.filter((r) => (r.callsToPass ?? r.calls) <= i + 1).length,
    ),
    rejectedByGate: tally(rejects.map((r) => r.gate)),
    rejectedByClass: tally(rejects.map((r) => r.class)),
    solvedByForm: tally(solved.flatMap((r) => (r.form === undefined ? [] : [r.form]))),
    solvedWithMend: tally(solved.flatMap((r) => [...new Set(r.mended.map(kindOfMend))])),
  };
}

function pairSummary(a: string, b: string, results: readonly TaskResult[]): PairSummary {
  const of = (arm: string) =>
    new Map(results.filter((r) => r.arm === arm).map((r) => [`${r.id}#${r.seed}`, r.solved]));
  const inB = of(b);
  const both = [...of(a)].flatMap(([key, solved]) => {
    const other = inB.get(key);
    return other === undefined ? [] : [Number(solved) - Number(other)];
  });
  const onlyA = both.filter((d) => d > 0).length;
  const onlyB = both.filter((d) => d < 0).length;
  const difference = both.length === 0 ? 0 : (onlyA - onlyB) / both.length;
  return { a, b, onlyA, onlyB, p: mcnemar(onlyA, onlyB), difference, interval: bootstrap(both) };
}

function countBoxes(results: readonly TaskResult[]): Record<Box, number> {
  const boxes: Record<Box, number> = {
    "verified-right": 0,
    "verified-wrong": 0,
    "passing-right": 0,
    "passing-wrong": 0,
    "suggested-right": 0,
    "suggested-wrong": 0,
    "not-passing": 0,
  };
  for (const r of results) boxes[boxOf(r)]++;
  return boxes;
}

/** `renamed x to y` and `renamed a to b` are one kind of adjustment: what stands before the first detail. */
const kindOfMend = (mend: string): string => mend.split(/[:`"(]/, 1)[0]?.trim() ?? mend;
const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((n, item) => n + of(item), 0);

export function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort((a, b) => b[1] - a[1]));
}
