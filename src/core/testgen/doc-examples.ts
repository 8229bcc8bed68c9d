import { slice } from "../syntax/lines";
import type { GoFile, GoParser } from "../syntax/tree";
import { closingOf, listParts, operandEnd } from "../testcode/scan";
import { type CaseOrigin, type CaseShape, caseKey, makeCase, type TestCase } from "./case";

/** What a comment puts between a call and its result. */
const gives =
  /^\s*(?:==|=>|->|→|⇒|=|(?:should\s+|must\s+)?(?:returns?|gives?|yields?|equals?|is|be)\b:?|\/\/\s*(?:=>|->|==|=|Output:)?|:)\s*/;

/**
 * The examples of a function's comment, in order: `F(1) = 2`, `F(1) returns 2`, `>>> F(1)` with 2 on the next
 * line, `fmt.Println(F(1))` with `// Output: 2` there.
 */
export function examplesIn(parser: GoParser, file: GoFile, shape: CaseShape): readonly TestCase[] {
  const { doc } = shape.decl;
  if (doc === undefined) return [];
  const lines = slice(file.text, doc)
    .replace(/\r/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*(?:\/\/ ?|\/\*+ ?|\*\/?(?: |$))/, "").replace(/\*\/\s*$/, ""));
  return casesIn(parser, lines, shape, "doc");
}

/** A longer line is no sentence; its calls are each looked for in all of it. */
const longestLine = 1_000;

/** Every call with its result that lines of text hold, doubles left out. */
export function casesIn(
  parser: GoParser,
  lines: readonly string[],
  shape: CaseShape,
  origin: CaseOrigin,
): readonly TestCase[] {
  const found = new Map<string, TestCase>();
  for (const [i, line] of lines.entries()) {
    if (line.length > longestLine) continue;
    for (const one of casesOfLine(parser, line, lines[i + 1] ?? "", shape, origin))
      found.set(caseKey(one), one);
  }
  return [...found.values()];
}

function casesOfLine(
  parser: GoParser,
  line: string,
  next: string,
  shape: CaseShape,
  origin: CaseOrigin,
): readonly TestCase[] {
  const { ident, receiver } = shape.decl;
  const name = new RegExp(`(?<![\\p{L}\\p{N}_])${ident}\\(`, "gu");
  const found: TestCase[] = [];
  for (let m = name.exec(line); m !== null; m = name.exec(line)) {
    const open = m.index + m[0].length - 1;
    const close = closingOf(line, open);
    if (close === undefined) break;
    const before = line.slice(0, m.index);
    const on = receiver === undefined ? undefined : receiverBefore(before);
    if (receiver !== undefined && on === undefined) continue;
    const stated =
      resultsAfter(line, close + 1, shape.looks.length) ??
      promptResult(before, line.slice(close + 1), next, shape) ??
      printedResult(before, line.slice(close + 1), next, shape);
    if (stated === undefined) continue;
    const args = listParts(line.slice(open + 1, close));
    const made = makeCase(parser, shape, { receiver: on, args, wants: stated.wants }, origin);
    if (made !== undefined) found.push(made);
    name.lastIndex = Math.max(name.lastIndex, stated.end);
  }
  return found;
}

/** `NewStack().` before a method's name: a call or a literal; a name alone says nothing of what it holds. */
function receiverBefore(before: string): string | undefined {
  const text = /(?:^|[\s(])((?:&?[\p{L}_][\p{L}\p{N}_.]*(?:\[[^\]]*\])?(?:\(.*\)|\{.*\}))|\(&.*\))\.$/u.exec(
    before,
  )?.[1];
  return text?.replace(/^\((&.*)\)$/, "$1");
}

interface StatedResults {
  readonly wants: readonly string[];
  readonly end: number;
}

function resultsAfter(line: string, from: number, count: number): StatedResults | undefined {
  const sign = gives.exec(line.slice(from));
  if (sign === null) return undefined;
  let at = from + sign[0].length;
  // `(2, nil)` is a list of results.
  if (line[at] === "(" && count > 1) {
    const close = closingOf(line, at);
    const parts = close === undefined ? [] : listParts(line.slice(at + 1, close));
    if (parts.length === count) return { wants: parts, end: (close ?? at) + 1 };
  }
  const wants: string[] = [];
  while (wants.length < count) {
    const error = /^(?:an?\s+)?(?:non-nil\s+)?error\b/i.exec(line.slice(at));
    const end = error === null ? operandEnd(line, at) : at + error[0].length;
    if (end === at) break;
    wants.push(error === null ? line.slice(at, end) : "error");
    at = end;
    const comma = /^(?:\s*,\s*(?:and\s+)?|\s+and\s+)/.exec(line.slice(at));
    if (comma === null || wants.length === count) break;
    at += comma[0].length;
  }
  // Arithmetic goes on behind the operand: `F(2) = 1 + 1` is not 1.
  if (wants.length === 0 || /^\s*(?:(?!\/\/)[-+*/%^|&<>]|\.\.\.)/.test(line.slice(at))) return undefined;
  return { wants, end: at };
}

/** `fmt.Println(F(1))` has what it prints behind `// Output:` on the next line, as an example function has it. */
function printedResult(
  before: string,
  after: string,
  next: string,
  { looks }: CaseShape,
): StatedResults | undefined {
  const printed = /^\s*(?:\/\/\s*)?Output:\s*(\S.*)$/.exec(next)?.[1]?.trimEnd();
  const [look] = looks;
  if (printed === undefined || look === undefined || looks.length > 1) return undefined;
  if (!/^\s*fmt\.Print(?:ln)?\($/.test(before) || after.trim() !== ")") return undefined;
  const want = look.type === "string" ? JSON.stringify(printed) : printed;
  return { wants: [want], end: Number.MAX_SAFE_INTEGER };
}

/** `>>> F(1)` has its result on the next line. */
function promptResult(
  before: string,
  after: string,
  next: string,
  shape: CaseShape,
): StatedResults | undefined {
  if (!/^\s*>>>\s*(?:[^\s]*)$/.test(before) || after.trim() !== "") return undefined;
  const wants = listParts(next.trim());
  return wants.length === 0 || wants.length > shape.looks.length
    ? undefined
    : { wants, end: Number.MAX_SAFE_INTEGER };
}
