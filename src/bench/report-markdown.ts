import type { ArmSummary, Summary } from "./report";
import type { Interval } from "./stats";

/** The report for people who read it in a repository. */
export function markdown(summary: Summary, title: string): string {
  return [
    `# ${title}`,
    scoring(summary),
    "## Solved, by arm",
    table(
      ["arm", "tasks", "solved", "share", "95 % (Wilson)", "calls", "output tokens", "median s"],
      summary.arms.map((a) => [
        a.arm,
        a.tasks,
        a.solved,
        percent(a.share),
        range(a.wilson),
        a.calls,
        a.outputTokens,
        seconds(a.ms.total),
      ]),
    ),
    "## What the runs claimed, and whether it was right",
    table(
      [
        "arm",
        "verified, right",
        "verified, wrong",
        "passing, right",
        "passing, wrong",
        "suggested, right",
        "suggested, wrong",
        "nothing found",
        "of these broken",
      ],
      summary.arms.map(({ arm, boxes: b, brokenRuns }) => [
        arm,
        b["verified-right"],
        b["verified-wrong"],
        b["passing-right"],
        b["passing-wrong"],
        b["suggested-right"],
        b["suggested-wrong"],
        b["not-passing"],
        brokenRuns,
      ]),
    ),
    "## Arms against each other",
    "Only tasks that both arms ran. p: exact McNemar, two-sided. The interval is a bootstrap over tasks.",
    table(
      ["a", "b", "only a", "only b", "p", "a − b", "95 %"],
      summary.pairs.map((p) => [
        p.a,
        p.b,
        p.onlyA,
        p.onlyB,
        p.p.toPrecision(2),
        percent(p.difference),
        range(p.interval),
      ]),
    ),
    "## Solved within so many calls",
    table(
      ["arm", ...callColumns.map(String)],
      summary.arms.map((a) => [a.arm, ...callColumns.map((n) => within(a, n))]),
    ),
    "## Where candidates are refused",
    tallies(summary.arms, (a) => a.rejectedByGate),
    "## What was wrong with them",
    tallies(summary.arms, (a) => a.rejectedByClass),
    "## Which form drafted what was right",
    tallies(summary.arms, (a) => a.solvedByForm),
    "## Mends on the way to what was right",
    tallies(summary.arms, (a) => a.solvedWithMend),
    "",
  ].join("\n\n");
}

const callColumns = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16];

/** Solved with a first passing candidate after at most n calls. */
export const within = (arm: ArmSummary, n: number): number =>
  arm.solvedWithinCalls[Math.min(n, arm.solvedWithinCalls.length) - 1] ?? 0;

function scoring({ tasks, scoredBy }: Summary): string {
  if (scoredBy.visible === 0) return `${tasks} tasks, scored by hidden tests that no run saw.`;
  if (scoredBy.hidden === 0)
    return `${tasks} tasks **without hidden tests: the tests that the runs saw also score**. A figure from here never stands beside one that was made without seeing tests.`;
  return `${tasks} tasks: ${scoredBy.hidden} scored by hidden tests, ${scoredBy.visible} **by the very tests that the runs saw**.`;
}

function tallies(
  arms: readonly ArmSummary[],
  of: (arm: ArmSummary) => Readonly<Record<string, number>>,
): string {
  const keys = [...new Set(arms.flatMap((a) => Object.keys(of(a))))];
  if (keys.length === 0) return "None.";
  return table(
    ["", ...arms.map((a) => a.arm)],
    keys.map((k) => [k, ...arms.map((a) => of(a)[k] ?? 0)]),
  );
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((c) => String(c).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const range = (i: Interval): string => `${percent(i.low)} to ${percent(i.high)}`;
const seconds = (ms: number): string => (ms / 1000).toFixed(1);
