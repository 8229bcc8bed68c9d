import { beyondResults } from "../../core/gates/beyond-results";
import { textGateInput } from "../../core/gates/gate-input";
import { ownVersionGates } from "../../core/gates/own-version";
import { functionNamed } from "../../core/syntax/decls";
import { indexFile } from "../../core/syntax/index-file";
import { lineAt } from "../../core/syntax/lines";
import type { Finding } from "../../core/verdict";
import type { JudgeContext } from "../snapshot/context";
import type { Control } from "./negative-control";

/** What the negative control of one function is worth. */
export type JudgedControl = { readonly name: string } & (
  | { readonly says: "noticed" | "idle" }
  /** Nothing but the candidate's own doing keeps its tests green. */
  | { readonly says: "forged"; readonly line: number }
  /** Its tests may look at what it does beyond its results, and that cannot be replaced. */
  | { readonly says: "beyond"; readonly what: readonly string[] }
  | { readonly says: "unmeasured"; readonly why: string }
);

/**
 * Tests that need a body and stay green whatever it returns look at something else: what it prints, where it panics.
 * Where it does what no draft may, it may be the candidate that keeps them green, and nothing speaks for it.
 */
export function judged(
  controls: readonly Control[],
  text: string,
  { snapshot, deps }: JudgeContext,
): readonly JudgedControl[] {
  const { parser } = deps;
  const read = () => {
    const input = textGateInput(parser, snapshot, text, { std: snapshot.std, formatted: undefined });
    const { verdicts } = ownVersionGates(input, () => 0, { strict: true });
    return {
      forbidden: verdicts.some((v) => v.gate === "forbidden" && v.status === "failed"),
      what: beyondResults(input),
    };
  };
  return controls.map(({ name, noticed }): JudgedControl => {
    if (noticed.kind === "unmeasured") return { name, says: "unmeasured", why: noticed.why };
    if (noticed.kind !== "unmoved") return { name, says: noticed.kind };
    const { forbidden, what } = read();
    if (!forbidden) return { name, says: "beyond", what };
    const decl = functionNamed(indexFile(parser, text), name);
    return { name, says: "forged", line: decl === undefined ? 0 : lineAt(text, decl.span.start) };
  });
}

export const forgedFindings = (
  controls: readonly JudgedControl[],
  { target }: JudgeContext["snapshot"],
): readonly Finding[] =>
  controls.flatMap((c): Finding[] =>
    c.says === "forged"
      ? [
          {
            gate: "tests",
            class: "other",
            file: target.file,
            line: c.line,
            column: 0,
            message: `the tests stay green whatever ${c.name} returns: what makes them green is not its result`,
          },
        ]
      : [],
  );

/** Why a name that tests reach counts as one that no test decides. */
export const idleClauses = (controls: readonly JudgedControl[]): readonly string[] =>
  controls.flatMap((c) =>
    c.says === "idle" ? [`its tests stay green without the body of ${c.name}, so they prove nothing`] : [],
  );

/** Why one that passes is not shown to be looked at by its tests. */
export function unprovenClause(controls: readonly JudgedControl[]): string | undefined {
  for (const c of controls) {
    if (c.says === "unmeasured")
      return `whether its tests notice another result of ${c.name} could not be measured: ${c.why}`;
    if (c.says === "beyond")
      return `its tests stay green whatever ${c.name} returns: what else it does${c.what.length === 0 ? "" : ` (${c.what.slice(0, 3).join(", ")})`} cannot be replaced to see whether they notice`;
  }
  return undefined;
}
