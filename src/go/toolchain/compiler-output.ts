import { isAbsolute, resolve } from "node:path";
import type { Finding, FindingClass, Gate } from "../../core/verdict";

export interface CompilerOutput {
  readonly findings: readonly Finding[];
  /** The compiler stopped at its limit: there is more than it said. */
  readonly tooMany: boolean;
  /** Lines that name no place in a file, without headers and progress: linker and module messages. */
  readonly rest: readonly string[];
}

export interface CompilerOutputOptions {
  readonly gate: Gate;
  /** The folder the command ran in: relative paths start there. */
  readonly dir: string;
  /** From an absolute path as the tool printed it (an overlay's) to the person's own. */
  readonly actual?: (path: string) => string;
}

const placed = /^(vet: )?((?:[A-Za-z]:[\\/])?[^:\s][^:]*):(\d+)(?::(\d+))?: (.*)$/;
const progress = /^(?:# |go: (?:downloading|finding|extracting) |FAIL\b|ok\s|\?\s|exit status \d)/;
const cycle = /^package \S+$/;

/**
 * Reads what go build, go vet and the compiling half of go test print: `file:line:column: message`, lines that go on
 * after a tab, `# package` headers, `too many errors`, vet's own prefix. The same finding printed twice (a package and
 * its test variant) is one.
 */
export function parseCompilerOutput(text: string, options: CompilerOutputOptions): CompilerOutput {
  const findings: Finding[] = [];
  const rest: string[] = [];
  let tooMany = false;
  let last: "finding" | "rest" | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s/.test(line) && last !== undefined) {
      if (last === "finding") extend(findings, line);
      else rest.push(`${rest.pop() ?? ""} ${line.trim()}`);
      continue;
    }
    const match = placed.exec(line);
    last = undefined;
    if (line.trim() === "" || progress.test(line)) continue;
    if (/\btoo many errors$/.test(line)) tooMany = true;
    else if (match === null) {
      rest.push(line);
      last = "rest";
    } else {
      tooMany ||= /\(and \d+ more errors?\)$/.test(line);
      findings.push(finding(match, options));
      last = "finding";
    }
  }
  return { findings: distinct(findings), tooMany, rest: rest.filter((line) => !cycle.test(line)) };
}

function finding(match: RegExpExecArray, { gate, dir, actual }: CompilerOutputOptions): Finding {
  const [, vetPrefix, path = "", line, column, text = ""] = match;
  const absolute = isAbsolute(path) ? path : resolve(dir, path);
  const message = text.replace(/ \(and \d+ more errors?\)$/, "");
  return {
    gate,
    class: gate === "vet" && vetPrefix === undefined ? "vet" : classOf(message),
    file: actual?.(absolute) ?? absolute,
    line: Number(line),
    column: Number(column ?? 0),
    message,
  };
}

function extend(findings: Finding[], line: string): void {
  const last = findings.pop();
  if (last === undefined) return;
  const message = `${last.message}\n\t${line.trim()}`;
  findings.push({ ...last, message, class: last.class === "vet" ? "vet" : classOf(message) });
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter((f) => {
    const key = JSON.stringify([f.file, f.line, f.column, f.message]);
    return seen.size !== seen.add(key).size;
  });
}

/** Texts of cmd/compile, go/types, go/parser, go/scanner and go list; the first that matches decides. */
const classes: readonly (readonly [RegExp, FindingClass])[] = [
  [
    /declared and not used|declared but not used|imported and not used|imported as \S+ and not used|defined and not used/,
    "unused",
  ],
  [/redeclared|already declared|other declaration of|duplicate (?:method|field|argument)/, "redeclared"],
  [
    /^undefined: |\bundefined \(|unknown field |not exported by package|^label \S+ not (?:defined|declared)|undeclared name/,
    "undefined",
  ],
  [
    /is not in std|no required module provides|could not import|cannot find (?:module|package)|import cycle|use of (?:internal|vendored) package|missing go\.sum entry|lookup disabled by|not an importable package|is not used in this module|invalid import path|no Go files in|build constraints exclude all Go files|inconsistent vendoring/,
    "import",
  ],
  [
    /^syntax error|^(?:expected|unexpected|missing|illegal) |^found |newline in (?:string|rune)|not terminated|invalid (?:character|BOM|NUL)|more than one character in rune|empty rune literal|unknown escape|imports must appear before|non-declaration statement|^missing ',' |, found '|must be followed by/,
    "syntax",
  ],
];

/** What kind of thing a compiler's message is about; whatever is none of the others is about types. */
export function classOf(message: string): FindingClass {
  // "missing return" is about the function's results, not about its spelling.
  if (message.startsWith("missing return")) return "type";
  return classes.find(([pattern]) => pattern.test(message))?.[1] ?? "type";
}
