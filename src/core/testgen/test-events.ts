import type { Edit } from "../edit/edit";
import type { Protection, Verdict } from "../verdict";
import type { CaseOrigin } from "./case";
import type { Mutant } from "./mutant-types";

/** A case as faces show it. */
export interface ShownCase {
  /** `Div(1, 0) == 0, error`. */
  readonly text: string;
  readonly origin: CaseOrigin;
}

/** The code gives something else than was stated: one of the two is wrong, and only a person knows which. */
export interface TestQuestion {
  readonly call: string;
  /** What was stated, and by whom. */
  readonly stated: string;
  readonly origin: CaseOrigin;
  /** What the code gives; a panic's text where it panics. */
  readonly gives: string;
}

/** A change of the function that no test notices. */
export interface Survivor {
  readonly change: string;
  readonly line: number;
}

/** What writing tests says as it goes. */
export type TestsEvent =
  | {
      readonly type: "started";
      readonly name: string;
      readonly file: string;
      readonly testFile: string;
      readonly mutants: number;
      readonly protection: Protection;
    }
  | {
      readonly type: "asked";
      readonly call: number;
      readonly cases: readonly ShownCase[];
      readonly outputTokens: number;
      readonly ms: number;
    }
  | {
      readonly type: "tried";
      readonly cases: number;
      readonly green: number;
      readonly killed: number;
      readonly mutants: number;
    }
  | { readonly type: "question"; readonly question: TestQuestion }
  | { readonly type: "verdict"; readonly verdict: Verdict }
  | ({ readonly type: "finished" } & TestsResult);

/** How writing tests ended. */
export interface TestsResult {
  /** `found`: every gate passed. `suggested`: they could not all judge, or what is expected is only what the code gives. */
  readonly outcome: "found" | "suggested" | "exhausted" | "cancelled" | "broken";
  readonly reason: string;
  readonly edit: Edit | undefined;
  readonly diff: string;
  readonly cases: readonly ShownCase[];
  readonly questions: readonly TestQuestion[];
  readonly killed: number;
  readonly mutants: number;
  readonly survivors: readonly Survivor[];
  readonly calls: number;
}

export const survivorOf = ({ change, line }: Mutant): Survivor => ({
  change: change.replace(/^line \d+: /, ""),
  line,
});
