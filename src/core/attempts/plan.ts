import type { ModelInfo } from "../model";
import { type DraftForm, fallbackForm, formProperties } from "../prompt/form";

/**
 * The forms of a run, in the order in which they are tried: what solves most for the fewest tokens first. Chat costs
 * twice the tokens and solved nothing that the others did not.
 */
export const runForms = [
  "prefill",
  "fim",
  "examples",
  "tests",
  "plain",
] as const satisfies readonly DraftForm[];

/** One draft to ask for. The same plan comes from the same options, so a seed repeats a run. */
export interface Draft {
  readonly form: DraftForm;
  /** 0 is greedy. */
  readonly temperature: number;
  readonly seed: number;
  /** First line of the body, put into the model's mouth; undefined leaves it free. */
  readonly firstLine: string | undefined;
}

export interface PlanOptions {
  readonly budget: number;
  readonly seed: number;
  readonly forms: readonly DraftForm[];
  /** Whether the prompt may show the tests. */
  readonly seeTests: boolean;
  /** Every draft sampled independently from one form: the rival of a plan that makes them different on purpose. */
  readonly sampledOnly: number | undefined;
}

/** Temperatures of the drafts after the greedy ones, round by round. Measured: 0.4 solves most at once, warmer ones other tasks. */
const temperatures = [0.4, 0.7, 0.5, 0.8, 1] as const;

/** Where the model writes the same code again and again, other code needs more than warmth. */
export const hottest = 1.2;

/** Forms that this model and these options allow. A server that continues no answer is asked by plain chat. */
export function usableForms(
  options: PlanOptions,
  capabilities: ModelInfo["capabilities"],
): readonly DraftForm[] {
  const { prefill, complete, fim } = capabilities;
  const can = { prefill, complete, fim: fim !== undefined };
  const usable = options.forms.filter((form) => {
    const { needs, shows } = formProperties[form];
    return needs.every((need) => can[need]) && (shows !== "tests" || options.seeTests);
  });
  const chats = usable.some((form) => formProperties[form].asks === "chat");
  return prefill || chats ? usable : [fallbackForm, ...usable];
}

/**
 * All drafts of a run in order: greedy by form, then warmer ones by turns with those whose first line is forced. The
 * hot ones behind them are beyond the budget: only what confirms a candidate is taken from there.
 */
export function draftPlan(
  options: PlanOptions,
  capabilities: ModelInfo["capabilities"],
  firstLines: readonly string[],
): readonly Draft[] {
  const { budget, seed, sampledOnly } = options;
  const forms = usableForms(options, capabilities);
  const first = forms[0];
  if (first === undefined) return [];
  if (sampledOnly !== undefined)
    return Array.from({ length: budget }, (_, i) => draft(first, sampledOnly, seed + i));
  const greedy = forms.map((form) => draft(form, 0, seed));
  const { takesFirstLine } = formProperties[first];
  const withFirstLine = takesFirstLine
    ? firstLines.map((firstLine) => ({ ...draft(first, 0, seed), firstLine }))
    : [];
  const later: Draft[] = [];
  for (let i = 0; greedy.length + later.length < budget; i++) {
    const temperature = temperatures[Math.min(Math.floor(i / forms.length), temperatures.length - 1)] ?? 0.5;
    later.push(draft(forms[i % forms.length] ?? first, temperature, seed + 1 + i));
    const firstLine = i % 2 === 1 ? withFirstLine.shift() : undefined;
    if (firstLine !== undefined) later.push(firstLine);
  }
  const hot = forms.map((form, i) => draft(form, hottest, seed + 1 + budget + i));
  return [...[...greedy, ...later].slice(0, budget), ...hot];
}

const draft = (form: DraftForm, temperature: number, seed: number): Draft => ({
  form,
  temperature,
  seed,
  firstLine: undefined,
});
