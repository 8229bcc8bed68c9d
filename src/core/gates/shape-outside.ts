import { diffArrays } from "diff";
import { endWithComment, ownParts, type Unit, unitsOf } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { FuncDecl, GoFile, Span } from "../syntax/tree";
import type { Finding } from "../verdict";
import { findingAt, type TextGateInput } from "./gate-input";

interface Masked {
  readonly lines: readonly string[];
  /** The offset in the whole text of each line. */
  readonly at: readonly number[];
}

/**
 * What is left of both versions without the target, helpers and imports must be the same, byte for byte. Where the
 * original by gofmt is known, what gofmt alone changed counts as the same.
 */
export function outsideFindings(input: TextGateInput): readonly Finding[] {
  const found = differences(input);
  const { formatted, tidyOriginal, parser, snapshot } = input;
  if (found.length === 0 || tidyOriginal === undefined || formatted?.ok !== true) return found;
  const original = indexFile(parser, tidyOriginal);
  const proposed = indexFile(parser, formatted.value);
  const own = ownParts(original, proposed, snapshot.target.names);
  const left = differences({ ...input, original, proposed, own }).map((f) => f.message);
  const real = found.filter((f) => left.includes(f.message));
  return left.length > 0 && real.length === 0 ? found : real;
}

function differences(input: TextGateInput): readonly Finding[] {
  const { original, proposed, own } = input;
  const both = own.targets.filter((t) => t.before !== undefined && t.after !== undefined);
  // A helper at the very end may bring the line break that the file did not have.
  const loose = own.helpers.some((h) => proposed.text.slice(h.full.end).trim() === "");
  const before = masked(
    original,
    both.flatMap((t) => (t.before === undefined ? [] : [t.before])),
    [],
    loose,
  );
  const after = masked(
    proposed,
    both.flatMap((t) => (t.after === undefined ? [] : [t.after])),
    own.helpers,
    loose,
  );
  const findings: Finding[] = [];
  let line = 0;
  let from = 0;
  const parts = diffArrays([...before.lines], [...after.lines]);
  for (const [i, part] of parts.entries()) {
    const at = after.at[line] ?? proposed.text.length;
    if (part.removed) {
      // A line that was changed is removed and added: the finding stands at the new one.
      if (parts[i + 1]?.added !== true) findings.push(removal(input, part.value, before.at[from] ?? 0, at));
      from += part.count;
      continue;
    }
    if (part.added) findings.push(addition(input, part.value, at));
    else from += part.count;
    line += part.count;
  }
  return findings;
}

const outside = (input: TextGateInput, at: number, what: string): Finding =>
  findingAt(
    input,
    "shape",
    "shape",
    Math.min(at, input.proposed.text.length),
    `changed outside the target: ${what}`,
  );

function addition(input: TextGateInput, lines: readonly string[], at: number): Finding {
  const first = lines.findIndex((l) => l.trim() !== "");
  if (first < 0) return outside(input, at, "blank lines");
  const offset = at + lines.slice(0, first).join("\n").length + (first > 0 ? 1 : 0);
  const text = lines[first] ?? "";
  return outside(input, offset + (/^\s*/.exec(text)?.[0].length ?? 0), placeOf(input.proposed, offset, text));
}

function removal(input: TextGateInput, lines: readonly string[], was: number, at: number): Finding {
  const text = lines.find((l) => l.trim() !== "") ?? "";
  return outside(
    input,
    at,
    text === "" ? "blank lines" : `${placeOf(input.original, was, text)} (something was removed here)`,
  );
}

/** What a line belongs to, for people. */
function placeOf(file: GoFile, at: number, line: string): string {
  const unit = unitsOf(file).find((u) => at >= u.full.start && at < u.full.end);
  const [name] = unit?.names ?? [];
  if (unit !== undefined && name !== undefined)
    return at < unit.span.start ? `the doc comment of ${name}` : name;
  if (/^package\b/.test(line)) return "the package clause";
  if (/^\/\/\s*(?:go:build|\+build)/.test(line)) return "a build constraint";
  return line.trim();
}

/** The text's lines without the target's signatures and bodies, without helpers, and without import declarations. */
function masked(
  file: GoFile,
  targets: readonly FuncDecl[],
  helpers: readonly Unit[],
  loose: boolean,
): Masked {
  const text = file.text;
  const cut: (Span & { readonly with: string })[] = [
    ...targets.map((t) => ({ start: t.span.start, end: t.span.end, with: `func ${t.name}` })),
    ...[
      ...helpers.map((h) => h.full),
      ...file.importDecls.map((d) => ({ start: d.start, end: endWithComment(text, d.end) })),
    ].map((span) => ({
      start: text.slice(0, span.start).trimEnd().length,
      end: span.end,
      with: "",
    })),
  ];
  cut.sort((a, b) => a.start - b.start);
  const lines: string[] = [];
  const starts: number[] = [];
  let held = "";
  let heldAt = 0;
  let at = 0;
  const feed = (piece: string, offset: number) => {
    for (const [i, part] of piece.split("\n").entries()) {
      if (i > 0) {
        lines.push(held);
        starts.push(heldAt);
        held = "";
      }
      if (held === "") heldAt = offset;
      held += part;
      offset += part.length + 1;
    }
  };
  for (const span of cut) {
    if (span.start < at) continue;
    feed(text.slice(at, span.start), at);
    feed(span.with, span.start);
    at = span.end;
  }
  const rest = text.slice(at);
  feed(loose && rest.trim() === "" ? "\n" : rest, at);
  lines.push(held);
  starts.push(heldAt);
  return { lines, at: starts };
}
