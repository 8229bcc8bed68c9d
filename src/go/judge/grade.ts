import { allowing, bySetting, type Next } from "../../core/problem/next";
import { blockClause, type SandboxBlock } from "../../core/problem/sandbox-block";
import { sentence } from "../../core/problem/text";
import { type Finding, findingsOf, type Graded, type Verdict } from "../../core/verdict";
import type { GoSnapshot, Subject } from "../snapshot/subject";
import { idleClauses, type JudgedControl, unprovenClause } from "./control-verdict";
import type { ImportersReport } from "./importer-tests";
import type { PackageTestsReport, Undecided } from "./tests";

/**
 * The judgement of a candidate that a gate refused, or whose judging the environment broke.
 * @param tests none where it was refused before anybody knew which tests decide
 */
export function rejected(
  snapshot: Subject,
  verdicts: readonly Verdict[],
  tests: Graded["tests"] = { passed: 0, total: 0 },
): Graded {
  const last = verdicts.find((v) => v.status === "failed" || v.status === "broken");
  const base = { verdicts, tests, uncovered: snapshot.target.names };
  if (last?.status === "broken")
    return { ...base, grade: "broken", reason: `The ${last.gate} gate could not judge: ${last.reason}.` };
  const first = findingsOf(verdicts)[0];
  if (first === undefined) return { ...base, grade: "rejected", reason: "A gate rejected it." };
  const reason = `The ${first.gate} gate rejects it: ${place(first, snapshot)}${first.message}`;
  // An honest one may need more.
  const more = first.class === "limit" ? { reason: sentence(reason), next: [bySetting("memory")] } : {};
  return { ...base, grade: "rejected", reason, ...more };
}

function place(finding: Finding, snapshot: Subject): string {
  if (finding.file === "") return "";
  const dir = `${snapshot.package.dir}/`;
  const file = finding.file.startsWith(dir) ? finding.file.slice(dir.length) : finding.file;
  return finding.line === 0 ? `${file}: ` : `${file}:${finding.line}: `;
}

/** What the tests said of a candidate. */
export interface TestEvidence {
  /** Undefined where no test ran. */
  readonly report: PackageTestsReport | undefined;
  /** Names of the target that no test decides. */
  readonly uncovered: readonly string[];
  readonly importers: ImportersReport | undefined;
  /** Of each name that tests reach: whether they notice what it does. */
  readonly controls: readonly JudgedControl[];
}

/** The grade of a candidate that went through all gates, and why (promise 4). */
export function gradeOf(snapshot: GoSnapshot, verdicts: readonly Verdict[], evidence: TestEvidence): Graded {
  const { report, uncovered } = evidence;
  const passed = report?.passed.length ?? 0;
  if (verdicts.some((v) => v.status === "failed" || v.status === "broken"))
    return rejected(snapshot, verdicts, {
      passed,
      total: report?.total ?? snapshot.baseline.targetTests.length,
    });
  const tests = { passed, total: report?.total ?? 0 };
  const grade = uncovered.length === 0 ? "passing" : "suggested";
  const reason = reasonFor(snapshot, verdicts, evidence);
  const kept = keptTests(snapshot, report);
  const unproven = unprovenClause(evidence.controls);
  const more = unproven === undefined ? {} : { unproven };
  return { grade, verdicts, tests, uncovered, reason, ...more, ...nextFor(kept, snapshot.baseline.next) };
}

/** Apart from what the sandbox blocks. */
function undecidedClause({ test, why }: Undecided): string | undefined {
  switch (why.kind) {
    case "stubs":
      return `${test} needs ${some(why.stubs)}, ${why.stubs.length === 1 ? "which is still a stub" : "which are still stubs"}`;
    case "skips":
      return `${test} skips itself with this candidate`;
    case "unsteady":
      return `${test} is red at one time and green at another with this candidate`;
    case "sandbox":
      return undefined;
  }
}

interface KeptTest {
  readonly name: string;
  readonly block: SandboxBlock;
}

/** Before any candidate, and with this one. */
const keptTests = ({ baseline }: GoSnapshot, report: PackageTestsReport | undefined): readonly KeptTest[] => [
  ...(report?.undecided ?? []).flatMap(({ test, why }) =>
    why.kind === "sandbox" ? [{ name: test, block: why.block }] : [],
  ),
  ...baseline.redTests.flatMap(({ name, kept }) => (kept === undefined ? [] : [{ name, block: kept }])),
];

/** One clause for all that the same keeps from deciding. */
function keptClauses(tests: readonly KeptTest[]): readonly string[] {
  const blocks = new Map(tests.map(({ block }) => [JSON.stringify(block), block]));
  return [...blocks].map(([key, block]) => {
    const names = tests.filter((t) => JSON.stringify(t.block) === key).map((t) => t.name);
    return blockClause(some(names), block);
  });
}

/** What lets tests decide that the sandbox blocks, or that do not run. */
function nextFor(tests: readonly KeptTest[], others: readonly Next[] = []): Pick<Graded, "next"> {
  const next = [...tests.flatMap(({ block }) => allowing(block)), ...others];
  const distinct = [...new Map(next.map((one) => [JSON.stringify(one), one])).values()];
  return distinct.length === 0 ? {} : { next: distinct };
}

function reasonFor(
  snapshot: GoSnapshot,
  verdicts: readonly Verdict[],
  { report, uncovered, importers, controls }: TestEvidence,
): string {
  const deciding = report?.passed.map((t) => t.name) ?? [];
  const decided = deciding.length === 0 ? compiles(verdicts) : nowGreen(deciding, snapshot.failing);
  const blind = snapshot.baseline.blindTests.map((t) => t.name);
  const parts = [
    decided,
    when(report?.stayed, (n) => `${n} other ${n === 1 ? "test" : "tests"} stayed green`),
    when(importers?.ran, (list) => `the tests of ${some(list)} stayed green too`),
    when(
      importers?.ended,
      (list) => `the tests of ${some(list)} did not end within ${snapshot.settings.importersMs / 1_000} s`,
    ),
    when(importers?.left, (list) => `the tests of ${some(list)} did not run`),
    importers?.unlisted
      ? "the tests of packages that import it did not run: they were not found in time"
      : "",
    when(uncovered, (list) => `${undecided(snapshot)} ${some(list)}`),
    ...idleClauses(controls),
    unprovenClause(controls) ?? "",
    ...(report?.undecided ?? []).flatMap((one) => undecidedClause(one) ?? []),
    ...keptClauses(keptTests(snapshot, report)),
    when(
      blind,
      (list) =>
        `${some(list)} ${list.length === 1 ? "proves" : "prove"} nothing, being green on the stub too`,
    ),
    when(snapshot.extraTags, (list) => `built with -tags ${list.join(",")}, which only this file requires`),
  ];
  return `${parts.filter((p) => p !== "").join("; ")}.`;
}

/** @param failing of a fix: the test that failed on the body that is there */
function nowGreen(deciding: readonly string[], failing: string | undefined): string {
  if (failing === undefined || !deciding.includes(failing))
    return `${some(deciding)} ${were(deciding)} red on the stub and ${are(deciding)} green now`;
  const others = deciding.filter((name) => name !== failing);
  const stayed = others.length === 0 ? "" : `; ${some(others)}, which also ${reach(others)} it, stayed green`;
  return `${failing} was red and is green now${stayed}`;
}

const reach = (list: readonly string[]): string => (list.length === 1 ? "reaches" : "reach");

const compiles = (verdicts: readonly Verdict[]): string =>
  verdicts.some((v) => v.gate === "vet" && v.status === "passed")
    ? "It compiles, and go vet finds nothing new"
    : "It compiles";

const are = (list: readonly string[]): string => (list.length === 1 ? "is" : "are");

const were = (list: readonly string[]): string => (list.length === 1 ? "was" : "were");

/** The phrase, or nothing for nothing. */
function when<T extends number | readonly string[]>(
  value: T | undefined,
  phrase: (value: T) => string,
): string {
  if (value === undefined || value === 0 || (typeof value !== "number" && value.length === 0)) return "";
  return phrase(value);
}

function undecided(snapshot: GoSnapshot): string {
  const { untestable } = snapshot.baseline;
  return untestable === undefined
    ? "no test decides"
    : `tests did not run (${untestable}), so nothing decides`;
}

function some(names: readonly string[]): string {
  if (names.length > 5) return `${names.slice(0, 4).join(", ")} and ${names.length - 4} more`;
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
