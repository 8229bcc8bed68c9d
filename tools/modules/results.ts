import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ByHand } from "./by-hand";
import type { CandidateKind } from "./candidates";
import type { Comparison, Judged } from "./compare";

/** One stub and one candidate for it: a line of the results. */
export interface PairResult {
  readonly module: string;
  /** Relative to the module, with slashes. */
  readonly file: string;
  readonly name: string;
  readonly kind: CandidateKind;
  readonly change: string;
  readonly judged: Judged;
  readonly comparison: Comparison;
  /** What noticed the candidate by hand, and in how many milliseconds; undefined where nobody asked Go. */
  readonly hand?: Pick<ByHand, "noticedBy" | "ms"> | undefined;
  /** Milliseconds of the snapshot, which all candidates of a stub share. */
  readonly snapshotMs: number;
  /** Peak of resident memory of the judge and all it started, MiB; 0 where it was not watched. */
  readonly peakMib: number;
}

/** A stub with all its candidates judged. */
interface StubResult {
  readonly module: string;
  readonly file: string;
  readonly name: string;
  /** Whether it is one of those that were wanted: code that no draft may be is not. */
  readonly counts: boolean;
}

export type ResultLine = PairResult | StubResult;

export const isPair = (line: ResultLine): line is PairResult => "judged" in line;

/** What an earlier call has left in the file; a line that was cut off by its end is no result. */
export function readResults(path: string): readonly ResultLine[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line): ResultLine[] => {
      try {
        return [JSON.parse(line) as ResultLine];
      } catch {
        return [];
      }
    });
}

/** Pairs, each once: a stub that an interruption cut short has been judged anew. */
export function pairsOf(lines: readonly ResultLine[]): readonly PairResult[] {
  const keyed = lines
    .filter(isPair)
    .map((p) => [[p.module, p.file, p.name, p.kind, p.change].join("\n"), p] as const);
  return [...new Map(keyed).values()];
}

export function appendResult(path: string, line: ResultLine): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(line)}\n`);
}

/** Everything that a wrong verdict can be looked at with, in a folder of its own. @returns the folder */
export function writeReproduction(
  folder: string,
  pair: PairResult,
  texts: { readonly stub: string; readonly candidate: string },
  hand: ByHand | undefined,
): string {
  const name = [pair.module, pair.name, pair.kind, pair.change]
    .join("-")
    .slice(0, 150)
    .replace(/[^\w.]+/g, "-");
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "stub.go.txt"), texts.stub);
  writeFileSync(join(dir, "candidate.go.txt"), texts.candidate);
  writeFileSync(join(dir, "pair.json"), `${JSON.stringify(pair, undefined, 2)}\n`);
  if (hand !== undefined) writeFileSync(join(dir, "by-hand.txt"), `${hand.noticedBy}\n\n${hand.output}`);
  return dir;
}
