import { randomUUID } from "node:crypto";
import { runSandboxed } from "../sandbox/run-sandboxed";
import { environmentOf, hiddenFrom, readableBy, type TestBinary } from "../testrun/binary";

/** How candidates are compared. Times in milliseconds. */
export interface ConfirmOptions {
  readonly seed: number;
  readonly inputs: number;
  /** One call that takes longer is taken for one that does not return. */
  readonly inputMs: number;
  /** All processes together. */
  readonly budgetMs: number;
}

interface Spot {
  readonly input: number;
  readonly candidate: number;
  readonly kind?: string;
}

export interface ReportQuestion {
  readonly call: string;
  readonly kind: "value" | "argument" | "panic" | "hang" | "soft";
  readonly answers: readonly { readonly candidates: readonly number[]; readonly value: string }[];
}

/** What the driver in the test binary found; candidates are numbers of the request. */
export interface Report {
  readonly inputs: number;
  readonly valid: number;
  readonly panicked: number;
  readonly failed: number;
  readonly distinct: number;
  readonly groups: readonly (readonly number[])[];
  readonly differing: Readonly<Record<string, number>>;
  readonly question?: ReportQuestion;
  readonly soft?: ReportQuestion;
  readonly misbehaving: readonly number[];
  readonly nondeterministic: readonly { readonly candidates: readonly number[]; readonly value: string }[];
}

interface Line {
  readonly begin?: Spot;
  readonly hang?: Spot;
  readonly best?: Report;
  readonly done?: Report;
}

/** A call that hangs or brings its process down costs a process; candidates beyond help must not cost many. */
const mostProcesses = 6;

/** What the driver says on a line of its own; nothing where another print of the process has run into it. */
export function lineIn(text: string): Line {
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? line : {};
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isLine(value: unknown): value is Line {
  if (!isObject(value)) return false;
  const { begin, hang, best, done } = value;
  const spots = [begin, hang].filter((spot) => spot !== undefined);
  const reports = [best, done].filter((report) => report !== undefined);
  return (
    spots.every((s) => isObject(s) && Number.isInteger(s["input"]) && Number.isInteger(s["candidate"])) &&
    reports.every(isReport)
  );
}

const counts = ["inputs", "valid", "panicked", "failed", "distinct"] as const;

function isReport(value: unknown): value is Report {
  if (!isObject(value)) return false;
  const numbers = (list: unknown): boolean => Array.isArray(list) && list.every((n) => Number.isInteger(n));
  const { groups, differing, misbehaving, nondeterministic, question } = value;
  return (
    counts.every((name) => Number.isInteger(value[name])) &&
    Array.isArray(groups) &&
    groups.every(numbers) &&
    isObject(differing) &&
    numbers(misbehaving) &&
    Array.isArray(nondeterministic) &&
    nondeterministic.every((u) => isObject(u) && numbers(u["candidates"])) &&
    (question === undefined || (isObject(question) && Array.isArray(question["answers"])))
  );
}

/** A test binary that compares candidates. */
export interface ComparisonBinary extends TestBinary {
  readonly test: string;
  /** Numbers of the request that are in it. */
  readonly candidates: readonly number[];
}

/** Runs the comparing test until it has a report; a process that dies is started again past the call that killed it. */
export async function runComparison(
  { sandbox, build, binary, test, candidates }: ComparisonBinary,
  folder: string,
  options: ConfirmOptions,
  signal: AbortSignal,
): Promise<Report | { readonly failure: string }> {
  const known: Spot[] = [];
  const mark = `@${randomUUID()} `;
  let inputs = options.inputs;
  const end = performance.now() + options.budgetMs;
  for (let round = 0; round < mostProcesses; round++) {
    const left = Math.max(1_000, end - performance.now());
    const { seed, inputMs } = options;
    const plan = {
      mark,
      seed,
      inputs,
      inputMs,
      budgetMs: Math.round(left),
      candidates,
      known,
    };
    let lastBegin: Spot | undefined;
    let hang: Spot | undefined;
    let report: Report | undefined;
    const onLine = (text: string) => {
      if (!text.startsWith(mark)) return;
      const line = lineIn(text.slice(mark.length));
      lastBegin = line.begin ?? lastBegin;
      hang = line.hang ?? hang;
      report = line.done ?? line.best ?? report;
    };
    const result = await runSandboxed(
      sandbox,
      binary,
      [`-test.run=^${test}$`, "-test.paniconexit0", `-test.timeout=${Math.round(left) + 5_000}ms`],
      {
        cwd: build.dir,
        readable: readableBy(build),
        hidden: hiddenFrom(build),
        writableTemp: folder,
        env: { ...environmentOf(build, sandbox, folder), STUBWRIGHT_CONFIRM: JSON.stringify(plan) },
        timeoutMs: left + 8_000,
        maxOutputBytes: 1 << 16,
        onLine,
      },
      signal,
    );
    if (report !== undefined) return report;
    if (signal.aborted) return { failure: "cancelled" };
    if (hang !== undefined) known.push(hang);
    else if (lastBegin !== undefined && lastBegin.input >= 0) known.push({ ...lastBegin, kind: "crash" });
    else return { failure: lastLine(result.stderr) || lastLine(result.stdout) || result.error || result.end };
    // Where inputs kill processes again and again, what ran until here has to do.
    if (round >= mostProcesses - 3 || performance.now() > end)
      inputs = Math.max(...known.map((k) => k.input)) + 1;
  }
  return { failure: "the candidates hang or crash on too many inputs" };
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
