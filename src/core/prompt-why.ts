import type { FuncDecl, GoFile, GoParser } from "./syntax";
import { lineAt, slice } from "./syntax-lines";
import type { Finding } from "./verdict";

const longest = 200;

/** The declaration with one comment that says what is wrong: above it, or above the line at fault. */
export function explain(parser: GoParser, file: GoFile, decl: FuncDecl, finding: Finding): string {
  const code = slice(file.text, { start: decl.doc?.start ?? decl.span.start, end: decl.span.end });
  const lines = slice(file.text, decl.span).split("\n");
  const doc = decl.doc === undefined ? "" : `${slice(file.text, decl.doc)}\n`;
  const first = lineAt(file.text, decl.span.start);
  const index = finding.line - first;
  const here = !finding.file.endsWith("_test.go") && index >= 0 && index < lines.length;
  const above = (at: number, text: string): string => {
    const indent = /^\s*/.exec(lines[at] ?? "")?.[0] ?? "";
    return doc + [...lines.slice(0, at), `${indent}// ${text}`, ...lines.slice(at)].join("\n");
  };
  const why = `BUG: ${reasonOf(finding)}`;
  if (finding.class === "timeout") {
    const loop = suspectedLoop(parser, slice(file.text, decl.span));
    return above(loop ?? 0, loop === undefined ? why : "BUG: this loop never ends");
  }
  if (finding.class === "assertion" || finding.class === "not-covered" || finding.class === "green-broken" || !here) {
    return `// ${why}\n${code}`;
  }
  return above(index, why);
}

/** One sentence on one line. */
function reasonOf(finding: Finding): string {
  const message = oneLine(finding.message);
  switch (finding.class) {
    case "assertion":
    case "green-broken":
      return caseOf(message);
    case "panic":
      return /^panic/.test(message) ? `${message} here` : `panics: ${message}`;
    case "timeout":
      return "never ends";
    case "undefined": {
      const name = /^undefined: ([\p{L}_][\p{L}\p{N}_]*)$/u.exec(message)?.[1];
      return name === undefined ? message : `there is no ${name}, write it here`;
    }
    default:
      return message;
  }
}

/** `F(x) = A, want B` and its relatives, as `F(x) returns A, must return B`; any other text as it is. */
export function caseOf(message: string): string {
  const plain = message.replace(/^\S+\.go:\d+:\s*/, "").trim();
  const wanted = /^(.*?)\s*(?:=|:|returned|returns|got:?|gives)?\s*(?:got:?\s+)?(\S.*?)[,;.]?\s+(?:but )?(?:want(?:ed)?|expected|expect|should be)[:=]?\s+(.+)$/i;
  const call = /^([\p{L}_][\p{L}\p{N}_.]*\(.*\))\s*(?:==?|:|returned|returns|->)\s*(?:got\s+)?(.+?)[,;.]?\s+(?:but )?(?:want(?:ed)?|expected|expect|should be)[:=]?\s+(.+)$/iu.exec(plain);
  if (call !== null) return `${call[1]} returns ${call[2]}, must return ${call[3]}`;
  const any = wanted.exec(plain);
  if (any === null) return plain;
  const input = (any[1] ?? "").replace(/[:,]\s*$/, "");
  return `${input === "" ? "it" : `for ${input} it`} returns ${any[2]}, must return ${any[3]}`;
}

/** 0-based line of the first loop without a bound, else of the first loop. */
function suspectedLoop(parser: GoParser, code: string): number | undefined {
  const tree = parser.parse(`package p\n${code}`);
  try {
    const loops = tree.rootNode.descendantsOfType("for_statement");
    const open = loops.find((l) => !l.namedChildren.some((c) => c.type === "for_clause" || c.type === "range_clause"));
    const loop = open ?? loops[0];
    return loop === undefined ? undefined : loop.startPosition.row - 1;
  } finally {
    tree.delete();
  }
}

const oneLine = (text: string): string => {
  const first = text.trim().split("\n").map((l) => l.trim()).filter((l) => l !== "").slice(0, 3).join(" ");
  return first.length <= longest ? first : `${first.slice(0, longest)}…`;
};

/** At most eight symbols whose names are nearest to a name that is not there. */
export function closest(name: string, symbols: readonly string[]): readonly string[] {
  const wanted = pairs(name);
  const score = (symbol: string): number => {
    const own = /^(?:func|type|var|const)?\s*([\p{L}\p{N}_]+)/u.exec(symbol)?.[1] ?? symbol;
    const have = pairs(own);
    const shared = [...wanted].filter((p) => have.has(p)).length;
    return (2 * shared) / (wanted.size + have.size || 1);
  };
  return symbols
    .map((symbol) => ({ symbol, near: score(symbol) }))
    .filter((s) => s.near > 0)
    .sort((a, b) => b.near - a.near || a.symbol.localeCompare(b.symbol))
    .slice(0, 8)
    .map((s) => s.symbol);
}

function pairs(name: string): ReadonlySet<string> {
  const lower = `^${name.toLowerCase()}$`;
  return new Set(Array.from({ length: lower.length - 1 }, (_, i) => lower.slice(i, i + 2)));
}
