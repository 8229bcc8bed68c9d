import { unifiedDiff } from "../../core/edit/unified-diff";
import { type ShownCase, survivorOf, type TestsResult } from "../../core/testgen/test-events";
import type { Verdict } from "../../core/verdict";
import { type CaseContext, shown } from "./gather-cases";
import type { JudgedSuite } from "./judge-suite";
import type { KeptCases } from "./keep-cases";

/** What a result says beyond the questions and the calls that it took. */
export type Conclusion = Partial<TestsResult> & Pick<TestsResult, "outcome" | "reason">;

/** The tests as an edit, unless a gate rejects them. */
export function conclude(ctx: CaseContext, judged: JudgedSuite, kept: KeptCases, cwd: string): Conclusion {
  const refused = refusal(judged.verdicts);
  if (refused !== undefined) return refused;
  const { style } = ctx.subject;
  const { score } = judged;
  const edit = { files: [judged.inserted.edit] };
  const originals = new Map(style.text === undefined ? [] : [[style.file, style.text]]);
  const cases = [...kept.chosen, ...kept.red].map((t) => shown(ctx, t.case));
  const unconfirmed = ctx.versions.code === undefined || recordedOf(cases) === cases.length;
  return {
    outcome: unconfirmed ? "suggested" : "found",
    reason: `${reasons(ctx, judged, kept, cases).join("; ")}.`,
    edit,
    diff: unifiedDiff(edit, originals, cwd),
    cases,
    killed: score?.killed ?? 0,
    mutants: score?.total ?? 0,
    survivors: score?.survivors.map(survivorOf) ?? [],
  };
}

function refusal(verdicts: readonly Verdict[]): Conclusion | undefined {
  const rejects = ({ gate }: Verdict, why: string): string => `The ${gate} gate rejects the tests: ${why}.`;
  for (const verdict of verdicts) {
    if (verdict.status === "failed")
      return { outcome: "exhausted", reason: rejects(verdict, verdict.findings[0]?.message ?? "") };
    if (verdict.status === "broken") return { outcome: "broken", reason: rejects(verdict, verdict.reason) };
  }
  return undefined;
}

/** How many cases nobody stated: they hold whatever the code gives. */
const recordedOf = (cases: readonly ShownCase[]): number => cases.filter((c) => c.origin === "code").length;

/** What a reader of the tests should know about them, most important first. */
function reasons(
  { subject, versions }: CaseContext,
  { score }: JudgedSuite,
  { red, questions }: KeptCases,
  cases: readonly ShownCase[],
): readonly string[] {
  const said = [`${cases.length} ${cases.length === 1 ? "case" : "cases"} of ${subject.shape.decl.name}`];
  if (score !== undefined) said.push(`they kill ${score.killed} of ${score.total} mutants`);
  const recorded = recordedOf(cases);
  if (recorded > 0)
    said.push(
      `${recorded} ${recorded === 1 ? "case only records" : "cases only record"} what the code does today`,
    );
  if (versions.code === undefined)
    said.push("nothing has confirmed the expected results, since the function is a stub");
  if (red.length > 0)
    said.push(
      `${red.length} ${red.length === 1 ? "is" : "are"} red until the code is fixed, because you said that the code is wrong there`,
    );
  if (questions.length > 0)
    said.push(`${questions.length} more ${questions.length === 1 ? "needs" : "need"} your answer`);
  return said;
}
