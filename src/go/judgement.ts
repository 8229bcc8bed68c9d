import { type Finding, findingsOf, type Judgement, type Verdict } from "../core/verdict";
import type { TestsReport } from "./gate-tests";
import type { GoSnapshot } from "./snapshot";

/** The judgement of a candidate that a gate refused, or whose judging the environment broke. */
export function rejected(snapshot: GoSnapshot, verdicts: readonly Verdict[], report?: TestsReport): Judgement {
  const last = verdicts.find((v) => v.status === "failed" || v.status === "broken");
  const tests = { passed: report?.passed.length ?? 0, total: report?.total ?? snapshot.baseline.targetTests.length };
  const base = { verdicts, tests, uncovered: snapshot.target.names };
  if (last?.status === "broken") return { ...base, grade: "broken", reason: `The ${last.gate} gate could not judge: ${last.reason}.` };
  const first = findingsOf(verdicts)[0];
  return { ...base, grade: "rejected", reason: first === undefined ? "It was refused." : `The ${first.gate} gate refuses it: ${place(first, snapshot)}${first.message}` };
}

function place(finding: Finding, snapshot: GoSnapshot): string {
  if (finding.file === "") return "";
  const dir = `${snapshot.package.dir}/`;
  const file = finding.file.startsWith(dir) ? finding.file.slice(dir.length) : finding.file;
  return finding.line === 0 ? `${file}: ` : `${file}:${finding.line}: `;
}

/** The grade of a candidate that went through all gates, and why (promise 4). */
export function weigh(
  snapshot: GoSnapshot,
  verdicts: readonly Verdict[],
  report: TestsReport | undefined,
  uncovered: readonly string[],
): Judgement {
  if (verdicts.some((v) => v.status === "failed" || v.status === "broken")) return rejected(snapshot, verdicts, report);
  const tests = { passed: report?.passed.length ?? 0, total: report?.total ?? 0 };
  const open = report === undefined ? snapshot.target.names : uncovered;
  const grade = open.length === 0 ? "passing" : "suggested";
  return { grade, verdicts, tests, uncovered: open, reason: reasonFor(snapshot, report, open) };
}

function reasonFor(snapshot: GoSnapshot, report: TestsReport | undefined, open: readonly string[]): string {
  const deciding = report?.passed.map((t) => t.name) ?? [];
  const decided = deciding.length === 0 ? "It compiles, and go vet finds nothing new" : `${some(deciding)} ${deciding.length === 1 ? "is" : "are"} red on the stub and green now`;
  const stayed = report !== undefined && report.stayed > 0 ? [`${count(report.stayed, "other test")} stayed green`] : [];
  const why = open.length === 0 ? [] : [`${undecided(snapshot)} ${some(open)}`];
  const blocked = (report?.blocked ?? []).map((b) => `${b.test} needs ${some(b.stubs)}, which is a stub itself`);
  const blind = snapshot.baseline.blindTests.map((t) => t.name);
  const proveNothing = blind.length === 0 ? [] : [`${some(blind)} ${blind.length === 1 ? "proves" : "prove"} nothing: green on the stub too`];
  const tags = snapshot.extraTags.length === 0 ? [] : [`built with -tags ${snapshot.extraTags.join(",")}, which only this file asks for`];
  return `${[decided, ...stayed, ...why, ...blocked, ...proveNothing, ...tags].join("; ")}.`;
}

function undecided(snapshot: GoSnapshot): string {
  const { untestable } = snapshot.baseline;
  return untestable === undefined ? "no test decides" : `tests did not run (${untestable}), so nothing decides`;
}

function some(names: readonly string[]): string {
  if (names.length > 5) return `${names.slice(0, 4).join(", ")} and ${names.length - 4} more`;
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
