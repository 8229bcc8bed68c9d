import { indexFile } from "../syntax/index-file";
import { betweenLiterals } from "../syntax/masked";
import { salvage } from "../syntax/salvage";
import type { GoParser } from "../syntax/tree";
import { closeBraces } from "./braces";

/** A rewrite of syntax that other languages teach: it is kept only where the declaration becomes whole Go code. */
interface SyntaxRewrite {
  readonly note: string;
  readonly apply: (code: string) => string;
}

/** `++i` as a statement: two signs to a parser, and no Go. */
export const prefixed = /([;{\n][^\S\n]*)(\+\+|--)([\w.[\]]+)(?=[^\S\n]*[;{}\n])/;

const rewrites: readonly SyntaxRewrite[] = [
  {
    note: "brought a brace up to its line",
    apply: (code) =>
      code
        .replace(/([^\s{};])[ \t]*\n[ \t]*\{[ \t]*(?=\n)/g, "$1 {")
        .replace(/\}[ \t]*\n\s*else\b/g, "} else"),
  },
  {
    note: "took the brackets off a return",
    apply: (code) => eachLine(code, unbracketedReturn),
  },
  { note: "spelt '\\0' as '\\x00'", apply: (code) => code.replace(/'\\0'/g, "'\\x00'") },
  { note: "wrote out a conditional expression", apply: (code) => eachLine(code, conditional) },
  { note: "spelt while, elif, and, or, not in Go", apply: (code) => eachLine(code, foreignWords) },
  { note: "put ++ and -- behind", apply: (code) => code.replace(new RegExp(prefixed, "g"), "$1$3$2") },
  {
    note: "spelt `var x T := v` with =",
    apply: (code) => eachLine(code, assignedVariable),
  },
  { note: "made an inner function a value", apply: innerFunctions },
];

const eachLine = (code: string, change: (line: string) => string): string =>
  code.split("\n").map(change).join("\n");

/** `return (a, b)`, perhaps with a comment behind it. */
function unbracketedReturn(line: string): string {
  const head = /^\s*return(?=\s*\()/.exec(line)?.[0];
  const end = [...line.matchAll(/\)\s*(?=\/\/|$)/g)].at(-1)?.index;
  if (head === undefined || end === undefined) return line;
  const list = line.slice(line.indexOf("(") + 1, end);
  return list.includes(",") ? `${head} ${list}` : line;
}

/** `var x T := v`. */
function assignedVariable(line: string): string {
  const at = line.indexOf(":=");
  if (at < 0 || line.indexOf("=") < at || !/^\s*var\s/.test(line)) return line;
  return `${line.slice(0, at).trimEnd()} =${line.slice(at + 2)}`;
}

/** What a text holds before and behind a word or a sign that has spaces around it; both are more than spaces. */
function around(text: string, sign: RegExp): readonly [string, string] | undefined {
  const found = sign.exec(text);
  if (found === null) return undefined;
  const parts = [
    text.slice(0, found.index).trim(),
    text.slice(found.index + found[0].length).trim(),
  ] as const;
  return parts[0] === "" || parts[1] === "" ? undefined : parts;
}

interface Conditional {
  readonly test: string;
  readonly yes: string;
  readonly no: string;
}

function pythonConditional(value: string): Conditional | undefined {
  const [yes, rest] = around(value, /\sif\s/) ?? [];
  const [test, no] = around(rest ?? "", /\selse\s/) ?? [];
  return yes === undefined || test === undefined || no === undefined ? undefined : { test, yes, no };
}

function ternary(value: string): Conditional | undefined {
  const [test, rest] = around(value, /\s\?\s/) ?? [];
  const [yes, no] = around(rest ?? "", /\s:\s/) ?? [];
  if (yes === undefined || test === undefined || no === undefined || /["'`?]/.test(test)) return undefined;
  return { test, yes, no };
}

/** `x := a if c else b`, `return c ? a : b`. */
function conditional(line: string): string {
  const code = line.trimStart();
  const tab = line.slice(0, line.length - code.length);
  const head = code.startsWith("return") ? "return" : code.slice(0, code.indexOf("=") + 1);
  const value = code.slice(head.length);
  if (!/^(?:return|[\w., ]+:?=)$/.test(head) || !/^\s/.test(value)) return line;
  const { test, yes, no } = pythonConditional(value) ?? ternary(value) ?? { test: "", yes: "", no: "{" };
  if (no.includes("{")) return line;
  if (head === "return") return `${tab}if ${test} {\n${tab}\treturn ${yes}\n${tab}}\n${tab}return ${no}`;
  return `${tab}${head} ${no}\n${tab}if ${test} {\n${tab}\t${head.replace(":=", "=")} ${yes}\n${tab}}`;
}

function foreignWords(line: string): string {
  const head = line
    .replace(/^(\s*)while\s+/, "$1for ")
    .replace(/^(\s*(?:\}\s*)?)(?:elif|else\s*if)\b/, "$1else if");
  if (!/^\s*(?:\}\s*)?(?:if|else if|for|return)\b/.test(head)) return head;
  return betweenLiterals(head, (code) =>
    code
      .replace(/\band\b/g, "&&")
      .replace(/\bor\b/g, "||")
      .replace(/\bnot\s+/g, "!"),
  );
}

/** `func inner(…) T {` inside a function: a variable, declared first where it calls itself. */
function innerFunctions(code: string): string {
  const calls = new Map<string, number>();
  for (const [, name = ""] of code.matchAll(/\b(\w+)\(/g)) calls.set(name, (calls.get(name) ?? 0) + 1);
  return code.replace(/^([ \t]+)func (\w+)(\(.*\{.*)$/gm, (_, tab: string, name: string, rest: string) => {
    const type = `func${rest.slice(0, rest.lastIndexOf("{")).trimEnd()}`;
    return (calls.get(name) ?? 0) > 2
      ? `${tab}var ${name} ${type}\n${tab}${name} = func${rest}`
      : `${tab}${name} := func${rest}`;
  });
}

export interface Rewritten {
  readonly text: string;
  /** What was rewritten, by the offset range of the new text. */
  readonly changes: readonly {
    readonly start: number;
    readonly end: number;
    readonly notes: readonly string[];
  }[];
}

/** A chunk of an answer with each declaration that is not whole Go code rewritten, where spelling and closing braces are enough. */
export function rewriteForeignSyntax(parser: GoParser, text: string): Rewritten {
  let out = "";
  const changes: { start: number; end: number; notes: readonly string[] }[] = [];
  for (const span of salvage(text)) {
    const part = text.slice(span.start, span.end);
    const close = /^func\b/.test(part) ? /\n\}[^\n]*\n?/.exec(part) : null;
    const decl = close === null ? part : part.slice(0, close.index + close[0].length);
    const fixed = /^(?:func|type|var|const)\b/.test(part) ? rewriteDecl(parser, decl) : undefined;
    if (fixed !== undefined)
      changes.push({ start: out.length, end: out.length + fixed.text.length, notes: fixed.notes });
    out += (fixed?.text ?? decl) + part.slice(decl.length);
  }
  return { text: out, changes };
}

function rewriteDecl(
  parser: GoParser,
  decl: string,
): { readonly text: string; readonly notes: readonly string[] } | undefined {
  if (whole(parser, decl)) return undefined;
  let text = decl;
  const notes: string[] = [];
  for (const rewrite of rewrites) {
    const next = rewrite.apply(text);
    if (next === text) continue;
    text = next;
    notes.push(rewrite.note);
    if (whole(parser, text)) return { text, notes };
  }
  const closed = closeBraces(parser, text) ?? closeBraces(parser, decl);
  return closed === undefined ? undefined : { text: closed.text, notes: [...notes, closed.note] };
}

const whole = (parser: GoParser, decl: string): boolean => {
  const file = indexFile(parser, `package p\n\n${decl}`);
  const [first] = file.decls;
  return (
    file.errors.length === 0 &&
    !prefixed.test(decl) &&
    first !== undefined &&
    (first.kind !== "func" || first.body !== undefined)
  );
};
