import type { Candidate } from "./candidate";
import { applyChanges, type SourceFile, type TextChange } from "./edit";
import { type ImportLookup, offsetAt, type TextFix } from "./fix";
import { fixUnused } from "./fix-unused";
import { candidateFromText, lineEnding } from "./splice";
import { importChanges } from "./splice-imports";
import { namesIn, predeclared } from "./splice-names";
import { importName } from "./splice-parts";
import type { GoParser } from "./syntax";
import { indexFile } from "./syntax-index";
import type { Finding } from "./verdict";

type Fixer = (parser: GoParser, text: string, finding: Finding, lookup: ImportLookup) => readonly TextFix[];

/** Fixers that need no types: what the message says and the text shows. A test's got and want are never read. */
const fixers: readonly (readonly [RegExp, Fixer])[] = [
  [/^(?:declared and not used: \w+|\w+ declared and not used)$/, fixUnused],
  [/^"[^"]+" imported (?:as \w+ )?and not used/, fixUnusedImport],
  [/^undefined: \w+/, fixMissingImport],
  [
    /^(?:syntax error: )?(?:unexpected newline in|missing ',' before newline in) (?:composite literal|argument list|parameter list)/,
    fixMissingComma,
  ],
  [/^no new variables on left side of :=/, fixNoNewVariables],
];

/** The ways to mend one finding, best first; none where no text fixer knows it. Changes apply to `text`. */
export function textFixes(
  parser: GoParser,
  text: string,
  finding: Finding,
  lookup: ImportLookup,
): readonly TextFix[] {
  if (finding.line === 0) return [];
  return fixers.flatMap(([pattern, fix]) =>
    pattern.test(finding.message) ? fix(parser, text, finding, lookup) : [],
  );
}

export interface FixInput {
  readonly file: SourceFile;
  readonly names: readonly string[];
  readonly candidate: Candidate;
  readonly findings: readonly Finding[];
  readonly lookup: ImportLookup;
}

/**
 * The candidate with the first fix of every finding that has one; undefined where none has. Only the target, its
 * helpers and imports change: a finding elsewhere is not the candidate's to mend.
 */
export function fixText(parser: GoParser, input: FixInput): Candidate | undefined {
  const { file, names, candidate, findings, lookup } = input;
  const mine = findings.filter((f) => f.file === file.path);
  const fixes = mine.flatMap((f) => textFixes(parser, candidate.text, f, lookup).slice(0, 1));
  const notes: string[] = [];
  const changes: TextChange[] = [];
  for (const fix of fixes) {
    if (fix.changes.some((c) => changes.some((o) => c.start < o.end && o.start < c.end))) continue;
    if (fix.changes.every((c) => changes.some((o) => o.start === c.start && o.text === c.text))) continue;
    changes.push(...fix.changes);
    notes.push(fix.note);
  }
  if (changes.length === 0) return undefined;
  const text = applyChanges(
    candidate.text,
    changes.sort((a, b) => a.start - b.start),
  );
  const fixed = candidateFromText(parser, file, names, text, [...candidate.mended, ...notes]);
  return fixed.text === candidate.text ? undefined : fixed;
}

function fixUnusedImport(parser: GoParser, text: string, finding: Finding): readonly TextFix[] {
  const path = /^"([^"]+)"/.exec(finding.message)?.[1] ?? "";
  const file = indexFile(parser, text);
  const spec = file.imports.find((i) => i.path === path);
  if (spec === undefined) return [];
  return [
    {
      note: `dropped the unused import ${path}`,
      changes: importChanges(file, [], [spec], lineEnding(text, spec.span.start)),
    },
  ];
}

function fixMissingImport(
  parser: GoParser,
  text: string,
  finding: Finding,
  lookup: ImportLookup,
): readonly TextFix[] {
  const name = /^undefined: (\w+)/.exec(finding.message)?.[1] ?? "";
  const at = offsetAt(text, finding.line, finding.column);
  const used = namesIn(parser, text).free.filter((f) => f.name === name && f.field !== undefined);
  const here = used.find((f) => f.span.start === at) ?? used[0];
  const file = indexFile(parser, text);
  if (here?.field === undefined || file.imports.some((i) => importName(i) === name)) return [];
  return lookup(name, here.field).map((path) => ({
    note: `imported ${path}`,
    changes: importChanges(file, [{ path, alias: undefined }], [], lineEnding(text, 0)),
  }));
}

/** A comma at the end of the line before the bracket that closes a list. */
function fixMissingComma(_: GoParser, text: string, finding: Finding): readonly TextFix[] {
  const start = offsetAt(text, finding.line, 1);
  const end = text.indexOf("\n", start);
  const line = text.slice(start, end < 0 ? text.length : end);
  const at = start + line.replace(/\s*(?:\/\/[^"`]*)?$/, "").length;
  return text[at - 1] === ","
    ? []
    : [{ note: "added a comma", changes: [{ start: at, end: at, text: "," }] }];
}

function fixNoNewVariables(_: GoParser, text: string, finding: Finding): readonly TextFix[] {
  const start = offsetAt(text, finding.line, 1);
  const at = text.indexOf(":=", start);
  const end = text.indexOf("\n", start);
  if (at < 0 || (end >= 0 && at > end)) return [];
  return [
    { note: "assigned where nothing new is declared", changes: [{ start: at, end: at + 2, text: "=" }] },
  ];
}

/**
 * The candidate with imports for the packages that it names and nobody declares: what organizeImports would do, for
 * where no gopls runs. A name is imported only where one path, or a first choice, exports every symbol used of it.
 * @param known package-level names of the package's other files
 */
export function addMissingImports(
  parser: GoParser,
  file: SourceFile,
  names: readonly string[],
  candidate: Candidate,
  known: ReadonlySet<string>,
  lookup: ImportLookup,
): Candidate {
  const index = indexFile(parser, candidate.text);
  const present = new Set([
    ...known,
    ...predeclared,
    ...index.imports.map(importName),
    ...index.decls.flatMap((d) => ("names" in d ? d.names : [d.name])),
  ]);
  const wanted = new Map<string, Set<string>>();
  for (const { name, field } of namesIn(parser, candidate.text).free) {
    if (field === undefined || present.has(name)) continue;
    wanted.set(name, (wanted.get(name) ?? new Set()).add(field));
  }
  const paths = [...wanted].flatMap(([name, symbols]) => {
    const [first, ...rest] = [...symbols].map((s) => lookup(name, s));
    return (first ?? []).filter((path) => rest.every((other) => other.includes(path))).slice(0, 1);
  });
  if (paths.length === 0) return candidate;
  const changes = importChanges(
    index,
    paths.map((path) => ({ path, alias: undefined })),
    [],
    lineEnding(candidate.text, 0),
  );
  const notes = paths.map((p) => `imported ${p}`);
  return candidateFromText(parser, file, names, applyChanges(candidate.text, changes), [
    ...candidate.mended,
    ...notes,
  ]);
}
