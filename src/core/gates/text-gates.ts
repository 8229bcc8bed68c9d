import type { Finding, Gate, Verdict } from "../verdict";
import { importsGate } from "./allowed-imports";
import { forbiddenGate } from "./forbidden";
import { formatGate } from "./format";
import type { TextGateInput } from "./gate-input";
import { redeclareGate } from "./redeclare";
import { shapeGate } from "./shape";

const textGateOrder: readonly (readonly [Gate, (input: TextGateInput) => readonly Finding[]])[] = [
  ["shape", shapeGate],
  ["imports", importsGate],
  ["redeclare", redeclareGate],
  ["forbidden", forbiddenGate],
  ["format", formatGate],
];

/**
 * The gates that need no process, in order, up to the first that refuses. `format` is skipped where gofmt was not asked.
 * @param now milliseconds, of any clock that only goes on
 * @param refusing those of a gate's findings that refuse
 */
export function textGates(
  input: TextGateInput,
  now: () => number,
  refusing: (findings: readonly Finding[]) => readonly Finding[] = (findings) => findings,
): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  for (const [gate, run] of textGateOrder) {
    const from = now();
    if (gate === "format" && input.formatted === undefined) {
      verdicts.push({ gate, status: "skipped", reason: "gofmt was not asked", ms: 0 });
      continue;
    }
    const findings = refusing(run(input));
    const ms = now() - from;
    if (findings.length > 0) return [...verdicts, { gate, status: "failed", findings, ms }];
    verdicts.push({ gate, status: "passed", ms });
  }
  return verdicts;
}
