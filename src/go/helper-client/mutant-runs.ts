import type { TestOutcome } from "../testrun/binary";
import { stuckIn } from "../testrun/stuck";
import type { VariantBinary } from "./variants";

/** The unchanged code in the mutants' own binary: what of its tests can tell anything, and how long they take. */
export interface Control {
  /** Tests that pass on the unchanged code, in their order. */
  readonly green: readonly string[];
  /** Tests that do not, whatever the code is: they notice nothing. */
  readonly red: readonly string[];
  /** How long a mutant may take, milliseconds. */
  readonly limitMs: number;
}

/** Milliseconds that a mutant has at least, and how many times what the unchanged code takes. */
const leastMs = 2_000;
const times = 5;
/** @param ownMs what the unchanged code takes with the same tests */
export const mutantLimit = (ownMs: number): number => Math.max(leastMs, Math.ceil(times * ownMs));

/** A test that is red leaves those behind it unheard once it ends the process. */
const mostRounds = 8;

/**
 * Runs tests on the unchanged code until those that are left are green together.
 * @param variant its number in the binary
 * @param limitMs for each process
 */
export async function measureControl(
  binary: VariantBinary,
  variant: number,
  names: readonly string[],
  limitMs: number,
  signal: AbortSignal,
): Promise<Control> {
  const red = (green: readonly string[]): readonly string[] => names.filter((n) => !green.includes(n));
  let left = names;
  for (let round = 0; round < mostRounds && left.length > 0; round++) {
    const { process, runs } = await binary.run(variant, left, limitMs, signal);
    signal.throwIfAborted();
    const statusOf = (name: string) => runs.find((r) => r.name === name)?.status;
    const green = left.filter((name) => statusOf(name) === "pass");
    if (process.code === 0) return { green, red: red(left), limitMs: mutantLimit(process.ms) };
    const open = left.filter((name) => green.includes(name) || statusOf(name) === undefined);
    // Where nothing is to blame, going on would be the same again.
    if (open.length === left.length) break;
    left = open;
  }
  return { green: [], red: names, limitMs: leastMs };
}

/** What tests that are green on the control say of a mutant. */
export type MutantResult = "killed" | "survived" | "unmeasured";

/**
 * Killed by an assertion, a panic or a deadlock, and by an end of the time only where the mutated function is what does
 * not end. Whatever else ends the process says nothing of the tests.
 * @param names of the mutated functions
 */
export function mutantResult(
  { process, runs }: TestOutcome,
  green: readonly string[],
  names: readonly string[],
): MutantResult {
  if (runs.some((r) => r.status === "fail" && green.includes(r.name))) return "killed";
  if (process.code === 0) return "survived";
  const account = /^(?:panic: |fatal error: |runtime: goroutine stack exceeds)[\s\S]*/m.exec(
    process.stderr,
  )?.[0];
  if (process.end !== "exited" || account === undefined) return "unmeasured";
  const ownLimit = stuckIn(account) !== undefined || /out of memory|cannot allocate memory/.test(account);
  if (!ownLimit) return "killed";
  return within(account, names) || nothingMoves(account) ? "killed" : "unmeasured";
}

/** Whether a goroutine is in one of the functions, under its own name or that of a variant. */
const within = (dump: string, names: readonly string[]): boolean =>
  dump
    .split("\n")
    .filter((line) => !line.startsWith("\t") && line.length <= longestFrame)
    .some((line) => names.some((name) => isFrameOf(line, name)));

/** Longer lines are something else. */
const longestFrame = 4_000;

/** `example.com/m.F(0x…)`, `m.F[...](…)`, `m.F.func1()`, `m.(*T).M(…)`, `m.T[...].M__v3(…)`. */
function isFrameOf(line: string, name: string): boolean {
  const [ident = "", type] = name.split(".").reverse();
  for (let at = line.indexOf(`.${ident}`); at >= 0; at = line.indexOf(`.${ident}`, at + 1)) {
    const before = line.slice(0, at).replace(/\[\.\.\.\]/, "");
    const receiver = before.replace(/\)$/, "").split(/[.*(]/).at(-1);
    const fits = type === undefined ? !before.endsWith(")") : receiver === type;
    if (fits && /^(?:__v\d+)?(?:[.([]|$)/.test(line.slice(at + 1 + ident.length))) return true;
  }
  return false;
}

function nothingMoves(dump: string): boolean {
  const states = [...dump.matchAll(/^goroutine \d+ [^[\n\r\u2028\u2029]*\[([^\],]+)/gm)].map(
    (m) => m[1] ?? "",
  );
  return states.length > 0 && states.every((state) => /^(?:chan |select|semacquire|sync\.)/.test(state));
}
