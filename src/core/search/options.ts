import { runForms } from "../attempts/plan";
import type { DraftForm } from "../prompt/form";

/** What a run may use; the defaults are what measuring left standing. */
export interface SearchOptions {
  /** Model calls at the most. */
  readonly budget: number;
  readonly seed: number;
  /** The person's own words, `use a heap`. */
  readonly hint: string | undefined;
  /** Text of the project's .stubwright.md. */
  readonly project: string | undefined;
  readonly forms: readonly DraftForm[];
  /** Whether prompts may show the tests. */
  readonly seeTests: boolean;
  /** Typed fixers; the adapters that make a candidate out of an answer are always on. */
  readonly fixers: boolean;
  readonly repair: boolean;
  /** First body lines forced from the signature's types. */
  readonly firstLines: boolean;
  /** Whether the search goes on after a passing candidate, for one that agrees or differs. */
  readonly confirm: boolean;
  /** Calls spent on that at the most; half as many again while nobody else passes. */
  readonly confirmCalls: number;
  /** Whether tests are offered with a body that the person has none for. */
  readonly offerTests: boolean;
  /** Set: nothing but independent drafts of the first form at this temperature (a rival to measure against). */
  readonly sampledOnly: number | undefined;
  /** Set: stop when this many output tokens are spent. */
  readonly outputTokens: number | undefined;
  /** Output tokens of one draft at the most. */
  readonly draftTokens: number;
}

export const defaultOptions: SearchOptions = {
  budget: 16,
  seed: 1,
  hint: undefined,
  project: undefined,
  forms: runForms,
  seeTests: true,
  fixers: true,
  repair: true,
  firstLines: true,
  confirm: true,
  confirmCalls: 6,
  offerTests: true,
  sampledOnly: undefined,
  outputTokens: undefined,
  draftTokens: 700,
};
