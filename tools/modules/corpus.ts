import { join, relative, sep } from "node:path";
import { inTurns } from "../../src/go/process/in-turns";
import type { GoDeps } from "../../src/go/snapshot/subject";
import { control } from "./by-hand";
import { copyModule } from "./fetch";
import { idOf, type ListedModule } from "./module-list";
import { packagesOf, type ReachedFunction, reachedFunctions, shuffled } from "./reached";
import {
  appendResult,
  isPair,
  type PairResult,
  pairsOf,
  type ResultLine,
  readResults,
  writeReproduction,
} from "./results";
import { type Tried, type TryOptions, tryStub } from "./try-stub";

export interface CorpusOptions extends TryOptions {
  /** Copies of modules, results and reproductions go here. */
  readonly folder: string;
  /** A line of JSON for each pair; what is in it is not judged again. */
  readonly results: string;
  /** Functions that are wanted in all; they are shared out over the modules, at least one to each. */
  readonly functions: number;
  /** Modules at once. */
  readonly jobs: number;
}

/** Hears of what is done: a line for a person. */
export type Say = (line: string) => void;

/** Judges the corpus and gives all its pairs, those of an earlier call among them. */
export async function judgeCorpus(
  modules: readonly ListedModule[],
  options: CorpusOptions,
  deps: GoDeps,
  say: Say,
  signal: AbortSignal,
): Promise<readonly PairResult[]> {
  const shares = modules.map((module, i) => ({
    module,
    functions: share(options.functions, modules.length, i),
  }));
  await inTurns(shares, options.jobs, ({ module, functions }) =>
    judgeModule(module, { ...options, functions }, deps, say, signal).catch((error: unknown) => {
      // One that cannot be had must not cost the others.
      signal.throwIfAborted();
      say(`  not judged: ${error}`);
    }),
  );
  const ids = new Set(modules.map(idOf));
  return pairsOf(readResults(options.results)).filter((pair) => ids.has(pair.module));
}

const share = (all: number, parts: number, i: number): number =>
  Math.max(1, Math.floor(all / parts) + (i < all % parts ? 1 : 0));

async function judgeModule(
  module: ListedModule,
  options: CorpusOptions,
  deps: GoDeps,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const mine = readResults(options.results).filter((line) => line.module === idOf(module));
  const finished = mine.filter((line) => !isPair(line) && line.counts);
  if (finished.length >= options.functions) return;
  say(`${idOf(module)}`);
  const dir = await copyModule(module, options.folder, signal);
  const work = { module, dir, mine, options, deps, say };
  const paths = await packagesOf(module, dir, options.seed, signal);
  let left = options.functions;
  for (const [i, path] of paths.entries()) {
    if (left <= 0) break;
    // Shared out over the packages that are left.
    left -= await judgePackage(join(dir, path), Math.ceil(left / (paths.length - i)), work, signal);
  }
  if (left > 0) say(`  ${left} functions fewer than wanted`);
}

interface ModuleWork {
  readonly module: ListedModule;
  readonly dir: string;
  /** Its results of an earlier call. */
  readonly mine: readonly ResultLine[];
  readonly options: CorpusOptions;
  readonly deps: GoDeps;
  readonly say: Say;
}

/** @returns how many functions were judged, now or in an earlier call */
async function judgePackage(
  dir: string,
  most: number,
  work: ModuleWork,
  signal: AbortSignal,
): Promise<number> {
  const { options, deps, say } = work;
  const reached = await reachedFunctions(deps.parser, dir, signal);
  const place = (fn: ReachedFunction): string => `${slashed(work.dir, fn.file)} ${fn.name}`;
  const order = shuffled(reached, options.seed, place);
  if (order.length === 0)
    say(`  ${slashed(work.dir, dir) || "."}: its tests are red, take too long or reach nothing`);
  let done = 0;
  for (const fn of order) {
    if (done >= most) break;
    if (await judgeFunction(fn, work, signal)) done++;
  }
  return done;
}

/** @returns whether it counts: one that is no candidate by its own code makes room for another */
async function judgeFunction(fn: ReachedFunction, work: ModuleWork, signal: AbortSignal): Promise<boolean> {
  const { module, dir, mine, options, deps, say } = work;
  const about = { module: idOf(module), file: slashed(dir, fn.file), name: fn.name };
  const earlier = mine.find((line) => !isPair(line) && line.file === about.file && line.name === about.name);
  if (earlier !== undefined && !isPair(earlier)) return earlier.counts;
  const before = await control(fn.file, signal);
  if (before.noticedBy !== undefined) return false;
  let counts = true;
  await tryStub(
    fn,
    before,
    options,
    deps,
    (tried) => {
      counts = counts && tried.comparison.kind !== "policy";
      keep(about, tried, options, say);
    },
    signal,
  );
  appendResult(options.results, { ...about, counts });
  return counts;
}

function keep(
  about: Pick<PairResult, "module" | "file" | "name">,
  { candidate, stub, judged, comparison, hand, snapshotMs, peakMib }: Tried,
  options: CorpusOptions,
  say: Say,
): void {
  const { kind, change, text } = candidate;
  const asked = hand && { noticedBy: hand.noticedBy, ms: hand.ms };
  const pair: PairResult = { ...about, kind, change, judged, comparison, hand: asked, snapshotMs, peakMib };
  appendResult(options.results, pair);
  const said = `  ${about.name} ${kind}: ${judged.grade}`;
  say(comparison.kind === "right" ? said : `${said}, ${comparison.kind}: ${comparison.why}`);
  if (comparison.kind !== "wrong") return;
  const folder = join(options.folder, "wrong");
  say(`  see ${writeReproduction(folder, pair, { stub, candidate: text }, hand)}`);
}

const slashed = (dir: string, file: string): string => relative(dir, file).split(sep).join("/");
