import type { Candidate } from "../candidate";
import { type Edit, joined } from "../edit/edit";
import { joinedDiff } from "../edit/unified-diff";
import type { ShownCase } from "../testgen/test-events";

/**
 * Tests that are offered beside a body: what the person has stated of the function, and cases that the model states
 * and the body passes. They pass the gates of tests and raise no grade; nobody takes them without saying so.
 */
export interface OfferedTests {
  /** A file that the run's own edit changes too is to be as this one has it. */
  readonly edit: Edit;
  /** Unified, of the tests alone. */
  readonly diff: string;
  readonly cases: readonly ShownCase[];
  /** Small changes of the body that they notice. */
  readonly killed: number;
  readonly mutants: number;
}

/**
 * Makes tests to offer with a candidate; undefined tests where no case of the model's is worth it.
 * @param rivals candidates that behave otherwise: where they do, the person decides, and no case of the model's
 */
export type Offer = (
  candidate: Candidate,
  rivals: readonly Candidate[],
  budget: number,
  signal: AbortSignal,
) => Promise<{ readonly calls: number; readonly tests: OfferedTests | undefined }>;

/** What of a run's end is written, and how that looks. */
interface ChosenEdit {
  readonly edit: Edit | undefined;
  readonly diff: string;
}

/** A run's edit as the person takes it: the body alone, or the tests that are offered with it. */
export function chosenEdit(
  end: ChosenEdit & { readonly tests?: OfferedTests | undefined },
  withTests: boolean,
): ChosenEdit {
  const { edit, diff, tests } = end;
  if (!withTests || edit === undefined || tests === undefined) return { edit, diff };
  return { edit: joined(edit, tests.edit), diff: joinedDiff(diff, tests.diff) };
}

/** What tests are made of: `3 cases proposed by the model and 1 of your own`. */
export function originSummary({ cases }: OfferedTests): string {
  const model = cases.filter((c) => c.origin === "model").length;
  const yours = cases.length - model;
  const stated = `${model} ${model === 1 ? "case" : "cases"} proposed by the model`;
  return yours === 0 ? stated : `${stated} and ${yours} of your own`;
}

/** What they are worth, in a sentence. */
export function strengthSentence({ cases, killed, mutants }: OfferedTests): string {
  const noticed = `${killed} of ${mutants} mutants`;
  const good = cases.length === 1 ? `it, and it kills ${noticed}` : `them, and they kill ${noticed}`;
  return `The body passes ${good}. Cases from the model never raise the grade.`;
}
