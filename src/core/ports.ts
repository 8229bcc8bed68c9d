import type { Candidate } from "./candidate";
import type { Finding } from "./verdict";

/** What running candidates side by side on generated inputs showed. */
export type Comparison =
  | {
      readonly kind: "compared";
      /** Inputs on which at least one candidate returned. */
      readonly inputs: number;
      /** Inputs on which every candidate panicked. */
      readonly panicked: number;
      /** Indices of the candidates, grouped by behaviour on every input. */
      readonly classes: readonly (readonly number[])[];
      /** Who panics, does not return or changes an argument on an input on which another one does neither. */
      readonly misbehaving: readonly number[];
      /** Whether they differ by nothing else: on every input on which none misbehaves, all give the same. */
      readonly differOnlyByMisbehaviour: boolean;
      /** The smallest input found on which they differ; undefined when there is one class. */
      readonly question: Question | undefined;
    }
  /** Some do not always answer alike, by index, with the call that showed it; they can agree with nobody. */
  | { readonly kind: "nondeterministic"; readonly calls: ReadonlyMap<number, string> }
  | { readonly kind: "impossible"; readonly reason: string };

export interface Question {
  /** The call as Go: `Merge([]int{1, 3}, nil)`. */
  readonly call: string;
  /** What each group of candidates gives, as a Go expression or a panic's text. */
  readonly answers: readonly { readonly candidates: readonly number[]; readonly value: string }[];
}

/** Runs candidates against each other, and tests against mutants of one; the toolchain's side is handed in. */
export interface Confirmer {
  compare(candidates: readonly Candidate[], signal: AbortSignal): Promise<Comparison>;
  /** Constants that a candidate shares with the tests and with nothing else: it may answer their inputs only. */
  copied(candidate: Candidate, signal: AbortSignal): Promise<readonly string[]>;
  /** How many mutants of the candidate the target's tests kill; where inputs cannot be generated. */
  mutants(
    candidate: Candidate,
    signal: AbortSignal,
  ): Promise<{ readonly killed: number; readonly total: number }>;
}

/** Deterministic fixes that know a package's types; the toolchain's side is handed in. */
export interface Fixers {
  /**
   * Alternatives, likeliest first; none where nothing helps. Without findings whatever does not compile is fixed;
   * a panic among the findings is what is fixed then.
   */
  applyTypedFixes(
    candidate: Candidate,
    findings: readonly Finding[],
    signal: AbortSignal,
  ): Promise<readonly Candidate[]>;
}

/** A case that a model states, on candidates by their index. One that dies in it neither passes nor fails it. */
export interface StatedCase {
  readonly text: string;
  readonly passes: ReadonlySet<number>;
  readonly fails: ReadonlySet<number>;
}

/** Lets generated cases speak on candidates that no test decides; undefined where none can be made. */
export type Arbiter = (
  candidates: readonly Candidate[],
  budget: number,
  signal: AbortSignal,
) => Promise<{ readonly calls: number; readonly cases: readonly StatedCase[] } | undefined>;
