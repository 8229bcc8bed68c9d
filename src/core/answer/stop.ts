import { indexFile } from "../syntax/index-file";
import { lineAt } from "../syntax/lines";
import { namesIn, predeclared } from "../syntax/names";
import { tooLarge } from "../syntax/size";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";
import { usesIn } from "../syntax/uses";
import { openBrackets } from "./braces";
import { chunksOf } from "./code-blocks";
import { rewriteForeignSyntax } from "./foreign-syntax";

export interface DraftEndInput {
  /** The target's names. */
  readonly names: readonly string[];
  /** What exists in the package: its names, and its types' members as `memberNames` has them. */
  readonly known: ReadonlySet<string>;
  /** The text the answer was made to continue, empty where there is none. */
  readonly answerPrefix: string;
}

/** So many declarations after the target without the missing helper, and it will not come any more. */
const maxTrailingDecls = 3;

/**
 * Whether a streaming answer may end here: each wanted declaration is whole and everything it calls exists, so that
 * what would follow is not needed. While a function is called that exists nowhere, the answer goes on to write it.
 * Cheap unless the text ends with a closing brace in column 0.
 */
export function draftEnd(parser: GoParser, input: DraftEndInput, soFar: string): "continue" | "stop" {
  if (!/(?:^|\n)\}[ \t]*\n*$/.test(soFar) && !/\n```[ \t]*\n*$/.test(soFar)) return "continue";
  const files = chunksOf(soFar, input.answerPrefix).map((c) => indexFile(parser, c.text));
  const wanted = input.names.map((name) => wholeDecl(files, name));
  if (wanted.some((w) => w === undefined)) return "continue";
  const found = wanted.filter((w) => w !== undefined);
  const declared = new Set(files.flatMap((f) => f.decls.flatMap((d) => ("names" in d ? d.names : [d.name]))));
  const missing = missingCalls(parser, files, found, new Set([...input.known, ...declared]));
  const [first] = found;
  const later = files.flatMap((f) =>
    f.decls.filter((d) => d.kind === "func" && (f !== first?.file || d.span.start > first.decl.span.start)),
  );
  return missing.length === 0 || later.length >= input.names.length - 1 + maxTrailingDecls
    ? "stop"
    : "continue";
}

interface Whole {
  readonly file: GoFile;
  readonly decl: FuncDecl;
}

function wholeDecl(files: readonly GoFile[], name: string): Whole | undefined {
  for (const file of files) {
    for (const decl of file.decls) {
      const broken = file.errors.some((e) => e.end >= decl.span.start && e.start <= decl.span.end);
      if (decl.kind === "func" && decl.name === name && decl.body !== undefined && !broken)
        return { file, decl };
    }
  }
  return undefined;
}

/** Functions and methods of their own receivers that the wanted declarations call, or what these call, and that exist nowhere. */
function missingCalls(
  parser: GoParser,
  files: readonly GoFile[],
  wanted: readonly Whole[],
  known: ReadonlySet<string>,
): readonly string[] {
  const missing = new Set<string>();
  const queue = [...wanted];
  const seen = new Set<FuncDecl>();
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next.decl)) continue;
    seen.add(next.decl);
    const { free } = namesIn(
      parser,
      `package p\n${next.file.text.slice(next.decl.span.start, next.decl.span.end)}`,
    );
    for (const { name, field, called } of free) {
      const helper = wholeDecl(files, name);
      if (helper !== undefined) queue.push(helper);
      else if (called && field === undefined && !known.has(name) && !predeclared.has(name)) missing.add(name);
    }
    for (const name of methodsCalled(parser, next)) {
      const helper = wholeDecl(files, name);
      if (helper !== undefined) queue.push(helper);
      else if (!known.has(name) && !known.has(`${name.slice(0, name.indexOf("."))}.*`)) missing.add(name);
    }
  }
  return [...missing];
}

/** `Type.method` for what a method calls of its receiver. */
function methodsCalled(parser: GoParser, { file, decl }: Whole): readonly string[] {
  const { receiver, span } = decl;
  if (receiver?.name === undefined) return [];
  const own = `${receiver.name}.`;
  return usesIn(parser, file.text, span).calls.flatMap(({ callee, name }) =>
    callee === `${own}${name}` ? [`${receiver.base}.${name}`] : [],
  );
}

/**
 * Why no continuation can save a streaming answer, undefined while one may: it is too large, it repeats itself, or its code is broken
 * further up than where it is being written. To be asked at line ends.
 */
export function beyondRescue(
  parser: GoParser,
  soFar: string,
  answerPrefix: string,
): "too-large" | "repetition" | "syntax" | undefined {
  if (tooLarge("", soFar) !== undefined) return "too-large";
  if (repeats(soFar)) return "repetition";
  const [last] = chunksOf(soFar, answerPrefix)
    .filter((c) => c.code)
    .slice(-1);
  return last !== undefined && brokenAbove(parser, last.text) ? "syntax" : undefined;
}

/** The same block of one to eight lines, five times in a row; or a line that is one phrase over and over. */
function repeats(text: string): boolean {
  const lines = text.split("\n").slice(0, -1);
  for (let size = 1; size <= 8 && size * 5 <= lines.length; size++) {
    const block = lines.slice(-size).join("\n");
    if (block.trim().length < 12) continue;
    if ([1, 2, 3, 4].every((n) => lines.slice(-size * (n + 1), -size * n).join("\n") === block)) return true;
  }
  const [line = ""] = text
    .slice(-longestPhrase * phrases)
    .trimEnd()
    .split("\n")
    .slice(-1);
  for (let size = 12; size * phrases <= line.length; size++) {
    const tail = line.slice(-size * phrases);
    if (tail.slice(size) === tail.slice(0, -size)) return true;
  }
  return false;
}

/** A phrase that stands so often in a row is repeated; how long one may be, in characters. */
const phrases = 6;
const longestPhrase = 100;

/** How many lines at the end may still be unfinished. */
const openEnd = 3;

function brokenAbove(parser: GoParser, text: string): boolean {
  const code = text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1);
  const from = code.search(/^func\b/m);
  if (from < 0) return false;
  const decls = code.slice(from);
  const open = openBrackets(decls);
  if (open === undefined) return false;
  const close = [...open]
    .reverse()
    .map((b) => (b === "{" ? "\n}" : b === "(" ? ")" : "]"))
    .join("");
  const { text: rewritten } = rewriteForeignSyntax(parser, `package p\n${decls}${close}\n`);
  const { errors } = indexFile(parser, rewritten);
  const lines = lineAt(decls, decls.length);
  const [first] = errors;
  return first !== undefined && lineAt(`package p\n${decls}`, first.end) - 1 < lines - openEnd;
}
