import type { Note } from "./problem/codes";
import type { Next } from "./problem/next";

/**
 * The gates in the order in which they run, cheapest first. A gate on text also goes into gates/text-gates.ts, one that
 * starts Go into go/judge/toolchain-gates.ts, every one into docs/grades.md; `asserts` judges generated tests only
 * (go/mutation/test-gates.ts).
 */
export const gates = [
  "shape",
  "imports",
  "redeclare",
  "forbidden",
  "format",
  "types",
  "build",
  "vet",
  "tests",
  "asserts",
] as const;
export type Gate = (typeof gates)[number];

/** What kind of thing is wrong. A new class needs nothing else: a repair prompt then shows the message as it is. */
export type FindingClass =
  | "syntax"
  | "shape"
  | "import"
  | "redeclared"
  | "forbidden"
  | "format"
  | "undefined"
  | "type"
  | "unused"
  | "vet"
  | "assertion"
  | "panic"
  | "timeout"
  | "race"
  | "green-broken"
  | "not-covered"
  | "environment"
  /** It takes more than it may. */
  | "limit"
  | "other";

/** One thing wrong. */
export interface Finding {
  readonly gate: Gate;
  readonly class: FindingClass;
  /** Absolute path in the person's tree (never an overlay's temporary path). */
  readonly file: string;
  /** 1-based line in the file as the candidate proposes it; 0 when no line is known. */
  readonly line: number;
  /** 1-based column in bytes, as the Go tools print it; 0 when none is known. */
  readonly column: number;
  readonly message: string;
  /** The failing test, `TestX` or `TestX/sub`, where one is at fault. */
  readonly test?: string;
  /** A rule for drafts: a version that a person wrote may break it, and is told so. */
  readonly policy?: true;
}

interface Timed {
  readonly gate: Gate;
  /** Wall time in milliseconds. */
  readonly ms: number;
}

/** One gate's answer. Broken is the environment's fault, never the model's. */
export type Verdict =
  | (Timed & { readonly status: "passed" })
  | (Timed & { readonly status: "failed"; readonly findings: readonly Finding[] })
  | (Timed & { readonly status: "skipped"; readonly reason: string })
  | (Timed & { readonly status: "broken"; readonly reason: string });

/** What keeps generated code from the person's files and network while it runs; `none` only where they said so. */
export type Protection = "bubblewrap" | "landlock" | "sandbox-exec" | "none";

/** For a sentence that says where code runs: `in bubblewrap`. */
export const protectionText: Readonly<Record<Protection, string>> = {
  bubblewrap: "in bubblewrap",
  landlock: "under Landlock",
  "sandbox-exec": "under sandbox-exec",
  none: "without a sandbox",
};

/** What a judge says of one candidate, and under which protection its code ran. */
export interface Judgement extends Graded {
  readonly protection: Protection;
  /** What the person should know of how it was judged; only of a single judgement, a run says it once for all. */
  readonly notes?: readonly Note[];
  /** Of a version that a person wrote: what would refuse a draft. */
  readonly warnings?: readonly Finding[];
}

export interface Graded {
  readonly grade: "passing" | "suggested" | "rejected" | "broken";
  /** In gate order; gates after the first refusal are absent. */
  readonly verdicts: readonly Verdict[];
  /** The target's tests that passed and how many there are; subtests count as one with their parent. */
  readonly tests: { readonly passed: number; readonly total: number };
  /** Names of the target that no test decides (promise 4); empty for a passing candidate. */
  readonly uncovered: readonly string[];
  /** One sentence: what was verified, by which tests, and what was not. */
  readonly reason: string;
  /** Of one that passes: what its tests could not be shown to look at. It is never verified then. */
  readonly unproven?: string;
  /** What the person can do so that more is decided. */
  readonly next?: readonly Next[] | undefined;
}

export function findingsOf(verdicts: readonly Verdict[]): readonly Finding[] {
  return verdicts.flatMap((v) => (v.status === "failed" ? v.findings : []));
}
