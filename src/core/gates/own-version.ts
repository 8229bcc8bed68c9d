import type { Finding, Verdict } from "../verdict";
import { forbiddenGate, noteworthyImports } from "./forbidden";
import { findingAt, forDrafts, type TextGateInput, textGateInput } from "./gate-input";
import { textGates } from "./text-gates";

/** How a version that a person wrote is judged. */
export interface OwnPolicy {
  /** Rules for drafts refuse it too. */
  readonly strict: boolean;
}

export interface TextVerdicts {
  readonly verdicts: readonly Verdict[];
  /** What would refuse a draft, and does not refuse this. */
  readonly warnings: readonly Finding[];
}

/**
 * The gates on text for a version that a person wrote. Whether it is right is for compiler and tests to say: what is a
 * rule for drafts is a warning. What the original file does already is not even that.
 */
export function ownVersionGates(
  input: TextGateInput,
  now: () => number,
  { strict }: OwnPolicy,
): TextVerdicts {
  const warnings: Finding[] = [];
  if (input.original.generated) {
    const message = "the file is generated: its generator will overwrite this";
    warnings.push(forDrafts(findingAt(input, "shape", "other", 0, message)));
  }
  warnings.push(...noteworthyImports(input));
  const before = doneBefore(input);
  const verdicts = textGates(input, now, (findings) => {
    const fresh = findings.filter((f) => f.gate !== "forbidden" || !before.has(f.message));
    if (strict) return fresh;
    warnings.push(...fresh.filter((f) => f.policy === true));
    return fresh.filter((f) => f.policy !== true);
  });
  return { verdicts, warnings };
}

/** What the forbidden gate would say of the original file if all of it were new. */
function doneBefore({ parser, snapshot, std, formatted, original }: TextGateInput): ReadonlySet<string> {
  const { target, file } = snapshot;
  const nothing = `package ${original.package?.name ?? "p"}\n`;
  const empty = { ...snapshot, target: { ...target, names: [] }, file: { ...file, text: nothing } };
  const whole = textGateInput(parser, empty, file.text, { std, formatted });
  return new Set(forbiddenGate(whole).map((f) => f.message));
}
