import { lineAt, slice } from "../syntax/lines";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";
import type { Finding } from "../verdict";

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
  if (
    finding.class === "assertion" ||
    finding.class === "not-covered" ||
    finding.class === "green-broken" ||
    !here
  ) {
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
      return cut(caseOf(finding.message));
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

const wants = "[,;.]?\\s+(?:but )?(?:want(?:ed)?|expected|expect|should be)\\s*[:=]?\\s+(.+)$";
const ofCall = new RegExp(
  `^([\\p{L}_][\\p{L}\\p{N}_.]*\\(.*\\))\\s*(?:==?|:|returned|returns|->)\\s*(?:got\\s+)?(.+?)${wants}`,
  "iu",
);
const ofGot = new RegExp(`^(?:(.*?)[:,]?\\s+)?got\\s*[:=]?\\s+(.+?)${wants}`, "i");
const ofTestify = /\bexpected\s*:\s*(.+?)\s+actual\s*:\s*(.+?)(?:\s+(?:Diff|Test|Messages):.*)?$/i;

/** A longer line is no sentence, nor are more lines: the patterns above look at each character many times. */
const longestLine = 400;
const mostLines = 40;

/** `F(x) = A, want B` and its relatives, as `F(x) returns A, must return B`; the first one of several lines. */
export function caseOf(message: string): string {
  const lines = message
    .split("\n")
    .filter((l) => l.length <= longestLine)
    .slice(0, mostLines)
    .map((l) => l.replace(/^\s*\S+\.go:\d+:\s*/, "").trim());
  for (const line of [...lines, lines.join(" ").slice(0, longestLine)]) {
    const call = ofCall.exec(line);
    if (call !== null) return `${call[1]} returns ${call[2]}, must return ${call[3]}`;
    const got = ofGot.exec(line);
    if (got !== null)
      return `${got[1] === undefined ? "it" : `for ${got[1]} it`} returns ${got[2]}, must return ${got[3]}`;
    const testify = ofTestify.exec(line);
    if (testify !== null) return `it returns ${testify[2]}, must return ${testify[1]}`;
  }
  return lines
    .filter((l) => l !== "")
    .slice(0, 3)
    .join(" ");
}

/** 0-based line of the first loop without a bound, else of the first loop. */
function suspectedLoop(parser: GoParser, code: string): number | undefined {
  const tree = parser.parse(`package p\n${code}`);
  try {
    const loops = tree.rootNode.descendantsOfType("for_statement");
    const open = loops.find(
      (l) => !l.namedChildren.some((c) => c.type === "for_clause" || c.type === "range_clause"),
    );
    const loop = open ?? loops[0];
    return loop === undefined ? undefined : loop.startPosition.row - 1;
  } finally {
    tree.delete();
  }
}

const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)}…`);

const oneLine = (text: string): string => {
  const lines = text.split("\n").map((l) => l.trim());
  return cut(
    lines
      .filter((l) => l !== "")
      .slice(0, 3)
      .join(" "),
  );
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
