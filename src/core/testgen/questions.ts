import type { FuncDecl } from "../syntax/tree";
import { callKey, callText, type TestCase } from "./case";
import { chooseCases, type TriedCase } from "./select-cases";
import type { TestQuestion } from "./test-events";
import type { Probe } from "./trial-file";

/** An input, what the function as it is gives for it, and which versions give something else. */
export interface TriedProbe {
  readonly probe: Probe;
  /** One expression for each value; undefined where it gives none that can be written down. */
  readonly gives: readonly string[] | undefined;
  readonly kills: ReadonlySet<number>;
}

/** A question with the case that raised it and, where the code gives something that can be written down, that. */
export interface OpenQuestion {
  readonly shown: TestQuestion;
  readonly stated: TriedCase;
  readonly asItIs: TriedCase | undefined;
}

/** A person answers few questions, and a small model raises many that are its own fault. */
const mostQuestions = 3;

/** Cases that fail on the code as it is: is the code wrong, or the test? Those first that the person has stated. */
export function questionsOf(
  decl: FuncDecl,
  tried: readonly TriedCase[],
  probes: readonly TriedProbe[],
): readonly OpenQuestion[] {
  const settled = new Set(tried.filter((t) => t.onCode === "pass").map((t) => callKey(t.case)));
  const known = new Map(probes.map((p) => [callKey(asCase(p)), p]));
  const open = tried.filter(
    (t) => t.onCode !== undefined && t.onCode !== "pass" && !settled.has(callKey(t.case)),
  );
  return [...open]
    .sort((a, b) => Number(a.case.origin === "model") - Number(b.case.origin === "model"))
    .slice(0, mostQuestions)
    .map((stated) => {
      const { case: c, onCode } = stated;
      const probe = known.get(callKey(c));
      const value = probe?.gives?.join(", ");
      const gives =
        onCode === "panic" ? "panics" : onCode === "died" ? "does not return" : (value ?? "something else");
      return {
        shown: { call: callText(decl, c), stated: c.wants.join(", "), origin: c.origin, gives },
        stated,
        asItIs: onCode === "assert" && probe?.gives !== undefined ? found(probe, "person") : undefined,
      };
    });
}

const asCase = ({ probe, gives }: TriedProbe, origin: TestCase["origin"] = "code"): TestCase => ({
  ...probe,
  wants: gives ?? [],
  origin,
});

const found = (probe: TriedProbe, origin: TestCase["origin"]): TriedCase => ({
  case: asCase(probe, origin),
  onCode: "pass",
  onEmpty: "pass",
  kills: probe.kills,
  passes: new Set(),
});

/** What is longer cannot be read in a table. */
const longestValue = 100;

/** Where stated cases leave changes unnoticed, what the code gives today is written down, and said to be that. */
export function withCode(
  tried: readonly TriedCase[],
  probes: readonly TriedProbe[],
  stated: readonly TriedCase[],
): readonly TriedCase[] {
  // An input on which somebody stated something else is a question, never a fact.
  const doubted = new Set(tried.filter((t) => t.onCode !== "pass").map((t) => callKey(t.case)));
  const fits = (p: TriedProbe): boolean =>
    p.gives !== undefined && p.gives.join().length <= longestValue && !doubted.has(callKey(asCase(p)));
  return chooseCases([...stated, ...probes.filter(fits).map((p) => found(p, "code"))]);
}
