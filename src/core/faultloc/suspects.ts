/** What runs as a whole once it is entered; lines are 1-based. */
export interface Block {
  readonly file: string;
  /** `Func` or `Type.Method`. */
  readonly func: string;
  readonly line: number;
  readonly endLine: number;
  /** The first block of its function. */
  readonly entry: boolean;
}

/** One test (or one case of it) and the blocks it reached, in the order in which it first did. */
export interface Trace {
  readonly test: string;
  readonly failed: boolean;
  readonly hits: readonly number[];
}

export interface Evidence {
  /** The failing test. */
  readonly test: string;
  readonly blocks: readonly Block[];
  readonly traces: readonly Trace[];
  /** Frames of a panic, of a time-out or of a race inside the module, innermost first. */
  readonly frames: readonly { readonly file: string; readonly line: number }[];
  /** What the frames are of: `the panic`. */
  readonly what: string;
  readonly stubs: readonly { readonly file: string; readonly name: string }[];
  /** Functions that only pass on what others give. */
  readonly passThroughFunctions: readonly { readonly file: string; readonly name: string }[];
  /** Names of the functions that a function, or the test, calls; the test stands under its own name. */
  readonly calls: ReadonlyMap<string, readonly string[]>;
  /** Small changes that make the test pass and keep every green one green. */
  readonly passingMutants: readonly {
    readonly file: string;
    readonly func: string;
    readonly line: number;
    readonly change: string;
  }[];
}

/** A function that may be at fault, and why it is in the list. */
export interface Suspect {
  readonly name: string;
  readonly file: string;
  /** Of its declaration. */
  readonly line: number;
  readonly stub: boolean;
  /** Ochiai's coefficient of its most suspicious block: 1 where only failing tests reach it. */
  readonly score: number;
  readonly reasons: readonly string[];
}

interface Scored extends Suspect {
  readonly frame: number;
  readonly fixedByMutant: boolean;
  /** What its own share of the evidence is worth. */
  readonly weight: number;
  readonly entry: number;
  readonly depth: number;
  readonly last: number;
}

/**
 * The functions that the failing test reaches, likeliest first: stubs, then where it panics, then where a small change
 * makes the test pass, then by what failing and passing tests reach (Ochiai; half of it for a function that only passes on what
 * others give: that only the failing test calls it says little where it has little to be wrong), then nearest to the
 * assertion.
 */
export function rankSuspects(evidence: Evidence): readonly Suspect[] {
  const reached = functionsReached(evidence);
  const depth = depths(evidence, reached);
  return reached
    .map((f) => scored(f, depth.get(f.name), evidence))
    .sort(byLikelihood)
    .map(({ name, file, line, stub, score, reasons }) => ({ name, file, line, stub, score, reasons }));
}

interface Reached {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  /** Numbers of its blocks. */
  readonly blocks: readonly number[];
  /** Where in the failing test's trace it is entered first. */
  readonly order: number;
}

/** Other tests may fail for reasons of their own: what only they reach is none of this one's. */
function functionsReached({ test, blocks, traces, frames }: Evidence): readonly Reached[] {
  const groups = new Map<string, number[]>();
  for (const [n, b] of blocks.entries()) {
    const key = `${b.file} ${b.func}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [n]);
    else group.push(n);
  }
  const failing = traces.filter((t) => t.failed && t.test.split("/")[0] === test);
  return [...groups.values()].flatMap((numbers): Reached[] => {
    const first = blocks[numbers[0] ?? 0];
    if (first === undefined || first.func === "main" || first.func === "init") return [];
    const orders = failing.flatMap((t) => {
      const at = t.hits.findIndex((h) => numbers.includes(h));
      return at < 0 ? [] : [at];
    });
    const framed = frames.some(
      (f) => f.file === first.file && f.line >= first.line && f.line <= first.endLine,
    );
    if (orders.length === 0 && !framed) return [];
    const { func: name, file, line, endLine } = first;
    return [{ name, file, line, endLine, blocks: numbers, order: Math.max(0, ...orders) }];
  });
}

function scored(f: Reached, depth: number | undefined, evidence: Evidence): Scored {
  const { frames, stubs, passingMutants, traces, passThroughFunctions } = evidence;
  const frame = frames.findIndex((at) => at.file === f.file && at.line >= f.line && at.line <= f.endLine);
  const stub = stubs.some((s) => s.file === f.file && s.name === f.name);
  const blocks = f.blocks.map((n) => ({ n, score: ochiai(n, traces) }));
  const best = blocks.reduce((a, b) => (b.score > a.score ? b : a), { n: f.blocks[0] ?? 0, score: 0 });
  const entry = blocks.find((b) => evidence.blocks[b.n]?.entry)?.score ?? 0;
  const mutants = passingMutants.filter((m) => m.file === f.file && m.func === f.name);
  const passesThrough = passThroughFunctions.some((h) => h.file === f.file && h.name === f.name);
  return {
    name: f.name,
    file: f.file,
    line: f.line,
    stub,
    score: best.score,
    frame: frame < 0 ? Number.POSITIVE_INFINITY : frame,
    fixedByMutant: mutants.length > 0,
    weight: passesThrough ? 0.5 : 1,
    entry,
    depth: depth ?? Number.POSITIVE_INFINITY,
    last: f.order,
    reasons: [
      ...(stub ? ["it is a stub"] : []),
      ...(frame < 0 ? [] : [`${evidence.what} is on its line ${frames[frame]?.line}`]),
      ...mutants.slice(0, 1).map((m) => `a mutant of it passes the test: ${m.change}`),
      ...reach(best, evidence),
      ...(depth === 1 ? [`${evidence.test} calls it`] : []),
      ...(passesThrough ? ["it is only a thin wrapper"] : []),
    ],
  };
}

/** How much reaching a block goes with failing: 1 for only and always, 0 for never. */
function ochiai(block: number, traces: readonly Trace[]): number {
  const reaching = traces.filter((t) => t.hits.includes(block));
  const failed = reaching.filter((t) => t.failed).length;
  const all = traces.filter((t) => t.failed).length;
  return failed === 0 ? 0 : failed / Math.sqrt(all * reaching.length);
}

function reach(best: { n: number; score: number }, { traces, blocks }: Evidence): string[] {
  const reaching = traces.filter((t) => t.hits.includes(best.n));
  const failed = reaching.filter((t) => t.failed).length;
  if (failed === 0) return [];
  const block = blocks[best.n];
  const where = block === undefined || block.entry ? "it" : `line ${block.line} of it`;
  if (failed === reaching.length) return [`only failing cases reach ${where}`];
  const passing = reaching.length - failed;
  return [
    `failing cases reach ${where}, and so ${passing === 1 ? "does 1 passing case" : `do ${passing} passing cases`}`,
  ];
}

/** How many calls away from the test a function is, by the names that are called. */
function depths({ test, calls }: Evidence, reached: readonly Reached[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let open: readonly string[] = [test];
  for (let depth = 1; open.length > 0; depth++) {
    const next: string[] = [];
    for (const from of open) {
      for (const called of calls.get(from) ?? []) {
        for (const { name } of reached) {
          if (found.has(name) || name.slice(name.indexOf(".") + 1) !== called) continue;
          found.set(name, depth);
          next.push(name);
        }
      }
    }
    open = next;
  }
  return found;
}

/** Scores that differ by less than a fiftieth are one. */
const rough = (score: number): number => Math.round(score * 50);

/** Infinities of one sign are equal. */
const less = (a: number, b: number): number => (a === b ? 0 : a - b);

const byLikelihood = (a: Scored, b: Scored): number =>
  Number(b.stub) - Number(a.stub) ||
  less(a.frame, b.frame) ||
  Number(b.fixedByMutant) - Number(a.fixedByMutant) ||
  rough(b.weight * b.score) - rough(a.weight * a.score) ||
  rough(b.weight * b.entry) - rough(a.weight * a.entry) ||
  less(a.depth, b.depth) ||
  b.last - a.last;

/** Those that are worth offering: the first, and what is nearly as likely. */
export function likely(suspects: readonly Suspect[]): readonly Suspect[] {
  const [first] = suspects;
  return first === undefined || first.stub
    ? suspects.filter((s) => s.stub)
    : suspects.slice(0, 5).filter((s) => s === first || s.score >= first.score / 2);
}
