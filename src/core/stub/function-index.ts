import { startOfClause } from "../syntax/head";
import { generatedMark, indexFile } from "../syntax/index-file";
import { salvage } from "../syntax/salvage";
import type { GoParser } from "../syntax/tree";
import { type Elsewhere, linkedIn, nothingElsewhere } from "./elsewhere";
import { stubsOf } from "./find-stubs";
import { mayBeStub } from "./stub-patterns";

/** A function of a file, and whether it is still to be written. */
export interface FunctionSpot {
  /** `Func` or `Type.Method`. */
  readonly name: string;
  /** Of the declaration without its doc comment, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Why it is a stub: the end of a sentence that begins with its name. Undefined for one that is written. */
  readonly stub: string | undefined;
}

/** A file's functions, by syntax alone. */
export interface FileSpots {
  readonly functions: readonly FunctionSpot[];
  /** What is written into it would be lost. */
  readonly generated: boolean;
}

/**
 * Finds the functions of one file again and again: only declarations whose text is new since the last call are parsed.
 * @returns a function of the text and of whether a .s file lies beside it (core/stub.ts)
 */
export function createSpotter(parser: GoParser): (text: string, assembly: boolean) => FileSpots {
  let known = new Map<string, readonly FunctionSpot[]>();
  return (text, assembly) => {
    const next = new Map<string, readonly FunctionSpot[]>();
    const functions: FunctionSpot[] = [];
    const linked = new Set(linkedIn(text));
    const elsewhere = { ...nothingElsewhere, assembly, linked };
    for (const { start, end } of salvage(text)) {
      if (!text.startsWith("func", start)) continue;
      // What a compiler directive says stands above the declaration.
      const above = text.slice(startOfDirectives(text, start), start);
      const part = `${above}${text.slice(start, end)}`;
      const key = `${assembly}${[...linked]}${part}`;
      const spots = next.get(key) ?? known.get(key) ?? spotsIn(parser, part, elsewhere);
      next.set(key, spots);
      const by = start - above.length;
      for (const spot of spots) functions.push({ ...spot, start: spot.start + by, end: spot.end + by });
    }
    known = next;
    return { functions, generated: generatedMark.test(text.slice(0, startOfClause(text))) };
  };
}

function spotsIn(parser: GoParser, part: string, elsewhere: Elsewhere): readonly FunctionSpot[] {
  const plain = mayBeStub(part) ? undefined : written(part);
  if (plain !== undefined) return [plain];
  const file = indexFile(parser, part);
  const stubs = stubsOf(parser, file, elsewhere);
  return file.decls.flatMap((decl) => {
    if (decl.kind !== "func") return [];
    const stub = stubs.find((s) => s.decl === decl)?.reason;
    return [{ name: decl.name, ...decl.span, stub }];
  });
}

/** Where the first directive begins among the comment lines right above an offset; the offset where there is none. */
function startOfDirectives(text: string, start: number): number {
  let first = start;
  for (let line = start; line > 0; ) {
    line = text.lastIndexOf("\n", line - 2) + 1;
    if (!text.startsWith("//", line)) break;
    if (/^\/\/go:\w/.test(text.slice(line, line + 6))) first = line;
    if (line === 1) break;
  }
  return first;
}

/** A function that is no stub and ends as gofmt ends it, without parsing it: most are such, and a file has many. */
function written(part: string): FunctionSpot | undefined {
  const [, before, receiver, ident] = heading.exec(part) ?? [];
  const end = part.lastIndexOf("\n}") + 2;
  if (ident === undefined || end === 1 || part.includes("/*", end)) return undefined;
  const base = receiver
    ?.split("[", 1)[0]
    ?.match(/[\p{L}\p{N}_]+/gu)
    ?.at(-1);
  const name = base === undefined ? ident : `${base}.${ident}`;
  return { name, start: before?.length ?? 0, end, stub: undefined };
}

const heading = /^((?:\/\/[^\n]*\n)*)func\s*(?:\(([^)]*)\)\s*)?([\p{L}_][\p{L}\p{N}_]*)\s*[([]/u;
