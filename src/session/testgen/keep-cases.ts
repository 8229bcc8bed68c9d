import { questionsOf, withCode } from "../../core/testgen/questions";
import { chooseCases, type TriedCase } from "../../core/testgen/select-cases";
import type { TestQuestion } from "../../core/testgen/test-events";
import { type AskPerson, askPerson } from "./ask-person";
import { believed, type CaseContext, type GatheredCases } from "./gather-cases";

/** Which cases become tests, and what is still to be asked. */
export interface KeptCases {
  readonly chosen: readonly TriedCase[];
  /** Red by the person's own word until the code is fixed. */
  readonly red: readonly TriedCase[];
  readonly questions: readonly TestQuestion[];
}

interface KeepOptions {
  /** Whether what the code gives today may be written down where nobody stated it. */
  readonly characterise: boolean;
  readonly ask?: AskPerson | undefined;
}

/** Chooses from the cases that were tried, with the person's word where a case and the code disagree. */
export async function keepCases(
  ctx: CaseContext,
  { characterise, ask }: KeepOptions,
  { tried, probes, votes }: GatheredCases,
): Promise<KeptCases> {
  const written = ctx.versions.code !== undefined;
  const open = written ? questionsOf(ctx.subject.shape.decl, tried, probes) : [];
  const { confirmed, red, left } = await askPerson(ctx, ask, open);
  const stated = chooseCases([...confirmed, ...believed(ctx, tried, votes)]);
  const chosen = written && characterise ? withCode([...tried, ...red], probes, stated) : stated;
  return { chosen, red, questions: left };
}
