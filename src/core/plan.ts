import type { ModelInfo } from "./model";

/** The ways of asking for a draft; the order is the order in which they are tried. */
export const draftForms = ["tests", "prefill", "chat", "fim", "plain"] as const;
export type DraftForm = (typeof draftForms)[number];

/** One draft to ask for. The same plan comes from the same options, so a seed repeats a run. */
export interface Draft {
  readonly form: DraftForm;
  /** 0 is greedy. */
  readonly temperature: number;
  readonly seed: number;
  /** First line of the body, put into the model's mouth; undefined leaves it free. */
  readonly lead: string | undefined;
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

/** Temperatures of the drafts after the greedy ones, coolest first. */
const temperatures = [0.3, 0.4, 0.5, 0.5, 0.7] as const;

/** Forms that this model and these options allow. */
export function usableForms(
  options: PlanOptions,
  capabilities: ModelInfo["capabilities"],
): readonly DraftForm[] {
  return options.forms.filter((form) => {
    if (form === "tests") return options.seeTests && capabilities.prefill;
    if (form === "prefill") return capabilities.prefill;
    if (form === "fim") return capabilities.complete && capabilities.fim !== undefined;
    if (form === "plain") return capabilities.complete;
    return true;
  });
}

/** All drafts of a run in order: by form, then by a forced first line, then by temperature and seed. */
export function draftPlan(
  options: PlanOptions,
  capabilities: ModelInfo["capabilities"],
  leads: readonly string[],
): readonly Draft[] {
  const forms = usableForms(options, capabilities);
  const first = forms[0];
  if (first === undefined) return [];
  if (options.sampledOnly !== undefined) {
    const temperature = options.sampledOnly;
    return Array.from({ length: options.budget }, (_, i) => ({
      form: first,
      temperature,
      seed: options.seed + i,
      lead: undefined,
    }));
  }
  const greedy = forms.map((form) => ({ form, temperature: 0, seed: options.seed, lead: undefined }));
  // Only where the signature is in the model's mouth already can a line of the body be put there too.
  const led =
    first === "chat" ? [] : leads.map((lead) => ({ form: first, temperature: 0, seed: options.seed, lead }));
  const warm: Draft[] = [];
  for (let i = 0; greedy.length + led.length + warm.length < options.budget; i++) {
    const form = forms[i % forms.length] ?? first;
    const round = Math.floor(i / forms.length);
    warm.push({
      form,
      temperature: temperatures[Math.min(round, temperatures.length - 1)] ?? 0.5,
      seed: options.seed + 1 + i,
      lead: undefined,
    });
  }
  return [...greedy, ...led, ...warm].slice(0, options.budget);
}
