import type { TestBuild } from "../toolchain/test-build";
import type { JudgeSettings } from "./subject";

const units: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};

/**
 * How long all tests of one process may take, in milliseconds: what the person's `-timeout` says, as `go test` would
 * take it, else our own limit. Go's 0, no limit at all, is not taken: something always ends a loop.
 */
export function processMs(
  { totalMs }: Pick<JudgeSettings, "totalMs">,
  { go }: Pick<TestBuild, "go">,
): number {
  const said = go.flags.ofOwnRuns.findLast((flag) => flag.name === "timeout")?.value ?? "";
  const parts = [...said.matchAll(/(?<![\d.])([\d.]+)(h|ms|m|s|us|µs|ns)/g)];
  const ms = parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (units[unit] ?? 0), 0);
  return ms > 0 ? ms : totalMs;
}
