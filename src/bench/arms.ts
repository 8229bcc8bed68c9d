import { runForms } from "../core/attempts/plan";
import { problem } from "../core/problem/codes";
import { type DraftForm, draftForms } from "../core/prompt/form";
import { fail, ok, type Result } from "../core/result";
import { defaultOptions, type SearchOptions } from "../core/search/options";

/** One way of searching, to be compared with others on the same tasks. */
export interface Arm {
  readonly name: string;
  readonly options: SearchOptions;
  /** Whether the folder that is searched holds the visible tests at all. */
  readonly tests: boolean;
  /** Set: this arm spends as many output tokens on a task as that one did there. */
  readonly equalTokensWith: string | undefined;
}

/** What runs after the outcome is none of what is compared. */
const measured = { ...defaultOptions, offerTests: false } satisfies SearchOptions;
const plain = { ...measured, repair: false, confirm: false, firstLines: false } satisfies SearchOptions;

/** From one draft to the whole loop: the order of the reports. */
const builtIn: readonly Arm[] = [
  arm("single", { ...plain, forms: ["chat"], seeTests: false, fixers: false, budget: 1 }),
  arm("fixers", { ...plain, forms: ["chat"], seeTests: false, budget: 1 }),
  arm("forms", { ...plain, budget: runForms.length }),
  {
    ...arm("sampled", { ...plain, forms: ["chat"], sampledOnly: 0.8, budget: 64 }),
    equalTokensWith: "tests",
  },
  { ...arm("build", { ...measured, seeTests: false }), tests: false },
  arm("tests", measured),
];

export const armNames: readonly string[] = builtIn.map((a) => a.name);

/** What `--without` can take away. */
export const ablations = [
  "fixers",
  "repair",
  "leads",
  "confirm",
  ...draftForms.map((f) => `form:${f}` as const),
] as const;

/**
 * The arms of `--arms A,B` with what `--without X,Y` takes away from each: the arm is then called `A-X-Y`.
 * `budget` and `seed` replace the defaults of every arm that has a budget to spend.
 */
export function armsFor(
  names: readonly string[],
  without: readonly string[],
  over: { readonly budget: number; readonly seed: number },
): Result<readonly Arm[]> {
  const unknown = names.find((n) => !armNames.includes(n));
  if (unknown !== undefined) return noSuch("arm", unknown, armNames);
  const odd = without.find((w) => !(ablations as readonly string[]).includes(w));
  if (odd !== undefined) return noSuch("ablation", odd, ablations);
  // An arm that others are measured by runs before them: they need to know what it spent.
  const gives = ({ name }: Arm): number => Number(builtIn.some((a) => a.equalTokensWith === name));
  const chosen = builtIn.filter((a) => names.includes(a.name)).toSorted((a, b) => gives(b) - gives(a));
  return ok(
    chosen.map((a) => ({
      ...a,
      name: [a.name, ...without].join("-"),
      options: ablate(
        {
          ...a.options,
          seed: over.seed,
          budget: a.options.budget === defaultOptions.budget ? over.budget : a.options.budget,
        },
        without,
      ),
    })),
  );
}

function arm(name: string, options: SearchOptions): Arm {
  return { name, options, tests: true, equalTokensWith: undefined };
}

function ablate(options: SearchOptions, without: readonly string[]): SearchOptions {
  const off = (what: string) => without.includes(what);
  return {
    ...options,
    fixers: options.fixers && !off("fixers"),
    repair: options.repair && !off("repair"),
    firstLines: options.firstLines && !off("leads"),
    confirm: options.confirm && !off("confirm"),
    forms: options.forms.filter((f: DraftForm) => !off(`form:${f}`)),
  };
}

function noSuch(kind: string, name: string, known: readonly string[]): Result<never> {
  return fail(problem("unknown-name", { kind, name, known }));
}
