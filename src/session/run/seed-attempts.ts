import { combine } from "../../core/answer/combine";
import { type Attempt, isJudged, isPassing, type ModelCall } from "../../core/attempts/attempt";
import type { Candidate } from "../../core/candidate";
import type { RunEvent } from "../../core/events/events";
import type { TestPlace } from "../../core/faultloc/failing-test";
import { caseOf } from "../../core/prompt/explain-failure";
import type { SeedAttempts } from "../../core/search/state";
import type { GoParser } from "../../core/syntax/tree";
import { type Finding, findingsOf } from "../../core/verdict";
import type { PassingMutant } from "../../go/faultloc/passing-mutants";
import type { GoSnapshot } from "../../go/snapshot/subject";

/** What a run knows that fixes a body because a test fails. */
export interface FixTarget {
  /** Its name is that of a top-level test. */
  readonly test: TestPlace;
  /** Small changes that make it pass. */
  readonly passingMutants: readonly PassingMutant[];
  readonly fault: Extract<RunEvent, { type: "fault" }>;
}

/** Small changes that are judged: more than these point nowhere. */
const mostMutants = 6;
/** Lines that the model is told of: a very small one mostly copies the line all the same. */
const mostHints = 1;

/** The present body is the first attempt, then what small changes make of it; the model is asked to repair it first. */
export function seedAttempts(
  parser: GoParser,
  { target, file }: GoSnapshot,
  { test, passingMutants }: FixTarget,
  seed: number,
): SeedAttempts {
  const [name = ""] = target.names;
  const unchanged = { files: [{ file: file.path, hash: file.hash, changes: [] }] };
  const present: Candidate = { edit: unchanged, text: file.text, adjustments: [] };
  const own = passingMutants.filter((m) => m.file === file.path && m.func === name).slice(0, mostMutants);
  const changes = own.map(({ text, change }) => {
    const changed: Candidate = { edit: unchanged, text, adjustments: [change] };
    return combine(parser, file, new Map([[name, changed]]));
  });
  return {
    seeded: [
      { form: "present", candidate: present },
      ...changes.map((candidate) => ({ form: "change" as const, candidate })),
    ],
    repairs: (attempts) => repairs(attempts, test.name, own, seed),
  };
}

function repairs(
  attempts: readonly Attempt[],
  test: string,
  passingMutants: readonly PassingMutant[],
  seed: number,
): readonly ModelCall[] {
  const [present] = attempts;
  if (present === undefined || !isJudged(present)) return [];
  const findings = findingsOf(present.fate.judgement.verdicts);
  const finding = findings.find((f) => f.test?.split("/")[0] === test) ?? findings[0];
  if (finding === undefined) return [];
  const plain: ModelCall = { kind: "repair", of: present.number, finding, temperature: 0, seed };
  const passing = attempts.some((a) => a.call.kind === "seeded" && isPassing(a));
  const lines = passing ? [...new Set(passingMutants.map((m) => m.line))].slice(0, mostHints) : [];
  const hints = lines.map(
    (line, i): ModelCall => ({
      ...plain,
      finding: hint(finding, passingMutants[0]?.file ?? "", line),
      toldLine: true,
      seed: seed + 1 + i,
    }),
  );
  return [plain, ...hints];
}

/** Said above the line that a small change would fix; what the change is stays untold. */
const hint = (finding: Finding, file: string, line: number): Finding => ({
  ...finding,
  class: "other",
  file,
  line,
  column: 0,
  message: `the next line is wrong: ${caseOf(finding.message)}`,
});
