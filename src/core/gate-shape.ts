import { diffArrays } from "diff";
import { isElision } from "./answer-code";
import { findingAt, type TextGateInput } from "./gate-input";
import { differentSignature } from "./gate-signature";
import { endWithComment, namesOf, type Unit, unitsOf } from "./splice-parts";
import { stubKind } from "./stub-body";
import type { FuncDecl, GoFile, Span } from "./syntax";
import type { Finding } from "./verdict";

/**
 * Refuses what is not a candidate at all: no such declaration, another signature or receiver, still a stub, elided
 * code, anything changed outside the target, its new unexported helpers and the import block.
 * Names of parameters may change while the types stay: callers cannot tell.
 */
export function shapeGate(input: TextGateInput): readonly Finding[] {
  const syntax = syntaxFindings(input);
  if (syntax.length > 0) return syntax;
  const targets = targetFindings(input);
  // A target that went missing takes its place in the file with it: what lies around says nothing new.
  if (input.own.targets.some((t) => t.after === undefined)) return targets;
  return [...targets, ...helperFindings(input), ...outsideFindings(input), ...elisions(input)];
}

/** A file that cannot be read has no shape. gofmt says where, better than the parser that forgives. */
function syntaxFindings(input: TextGateInput): readonly Finding[] {
  const { formatted, proposed, original } = input;
  if (formatted !== undefined) {
    if (formatted.ok || original.errors.length > 0) return [];
    const file = input.snapshot.target.file;
    return formatted.error.map((e) => ({ gate: "shape", class: "syntax", file, ...e }));
  }
  const own = proposed.errors.length > original.errors.length ? proposed.errors : [];
  return own.slice(0, 1).map((e) => findingAt(input, "shape", "syntax", e.start, "syntax error"));
}

function targetFindings(input: TextGateInput): readonly Finding[] {
  return input.own.targets.flatMap(({ name, before, after }): Finding[] => {
    if (after === undefined) return [missing(input, name, before)];
    const found: Finding[] = [];
    const at = after.identSpan.start;
    const difference = before === undefined ? undefined : differentSignature(input.parser, before, after);
    if (difference !== undefined) {
      found.push(findingAt(input, "shape", "shape", at, `${name} must keep its signature: ${difference}`));
    }
    const elsewhere = after.body === undefined && input.assembly;
    const stub = elsewhere ? undefined : stubKind(input.parser, input.proposed.text, after);
    if (stub !== undefined) found.push(findingAt(input, "shape", "shape", at, `${name} is still a stub: it ${stub.reason}`));
    const again = input.proposed.decls.find((d) => d.kind === "func" && d.name === name && d !== after);
    if (again !== undefined) found.push(findingAt(input, "shape", "shape", again.span.start, `${name} is declared twice`));
    return found;
  });
}

/** Where the declaration went: the one of its kind with nearly its name, else the place where it stood. */
function missing(input: TextGateInput, name: string, before: FuncDecl | undefined): Finding {
  const ident = before?.ident ?? name;
  const near = input.proposed.decls.find(
    (d): d is FuncDecl => d.kind === "func" && d.ident.toLowerCase() === ident.toLowerCase() && !declares(input.original, d.name),
  );
  if (near !== undefined) {
    return findingAt(input, "shape", "shape", near.identSpan.start, `no declaration of ${name}: ${near.name} is another function`);
  }
  const following = before === undefined ? [] : input.original.decls.filter((d) => d.span.start > before.span.start);
  const next = following.map((d) => input.proposed.decls.find((p) => namesOf(p)[0] === namesOf(d)[0])).find((d) => d !== undefined);
  const at = next?.doc?.start ?? next?.span.start ?? input.proposed.text.trimEnd().length;
  return findingAt(input, "shape", "shape", at, `no declaration of ${name}`);
}

const declares = (file: GoFile, name: string): boolean => file.decls.some((d) => namesOf(d).includes(name));

/** Only new names nobody else can see, and the methods of new types. */
function helperFindings(input: TextGateInput): readonly Finding[] {
  const types = new Set(input.own.helpers.filter((h) => h.kind === "type").flatMap((h) => h.names));
  return input.own.helpers.flatMap((unit): Finding[] => {
    const at = unit.func?.identSpan.start ?? unit.span.start;
    if (unit.func?.receiver !== undefined) {
      const base = unit.func.receiver.base;
      if (types.has(base)) return [];
      return [findingAt(input, "shape", "shape", at, `a new method of ${base} is outside the target: write a function`)];
    }
    const exported = unit.names.find((n) => /^\p{Lu}/u.test(n));
    if (exported === undefined) return [];
    return [findingAt(input, "shape", "shape", at, `a new exported declaration is outside the target: ${exported}`)];
  });
}

interface Masked {
  readonly lines: readonly string[];
  /** The offset in the whole text of each line. */
  readonly at: readonly number[];
}

/** What is left of both versions without the target, helpers and imports must be the same, byte for byte. */
function outsideFindings(input: TextGateInput): readonly Finding[] {
  const { original, proposed, own } = input;
  const both = own.targets.filter((t) => t.before !== undefined && t.after !== undefined);
  // A helper at the very end may bring the line break that the file did not have.
  const loose = own.helpers.some((h) => proposed.text.slice(h.full.end).trim() === "");
  const before = masked(original, both.flatMap((t) => (t.before === undefined ? [] : [t.before])), [], loose);
  const after = masked(proposed, both.flatMap((t) => (t.after === undefined ? [] : [t.after])), own.helpers, loose);
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
  findingAt(input, "shape", "shape", Math.min(at, input.proposed.text.length), `changed outside the target: ${what}`);

function addition(input: TextGateInput, lines: readonly string[], at: number): Finding {
  const first = lines.findIndex((l) => l.trim() !== "");
  if (first < 0) return outside(input, at, "blank lines");
  const offset = at + lines.slice(0, first).join("\n").length + (first > 0 ? 1 : 0);
  const text = lines[first] ?? "";
  return outside(input, offset + (/^\s*/.exec(text)?.[0].length ?? 0), placeOf(input.proposed, offset, text));
}

function removal(input: TextGateInput, lines: readonly string[], was: number, at: number): Finding {
  const text = lines.find((l) => l.trim() !== "") ?? "";
  return outside(input, at, text === "" ? "blank lines" : `${placeOf(input.original, was, text)} (something was removed here)`);
}

/** What a line belongs to, for people. */
function placeOf(file: GoFile, at: number, line: string): string {
  const unit = unitsOf(file).find((u) => at >= u.full.start && at < u.full.end);
  const [name] = unit?.names ?? [];
  if (unit !== undefined && name !== undefined) return at < unit.span.start ? `the doc comment of ${name}` : name;
  if (/^package\b/.test(line)) return "the package clause";
  if (/^\/\/\s*(?:go:build|\+build)/.test(line)) return "a build constraint";
  return line.trim();
}

/** The text's lines without the target's signatures and bodies, without helpers, and without import declarations. */
function masked(file: GoFile, targets: readonly FuncDecl[], helpers: readonly Unit[], loose: boolean): Masked {
  const text = file.text;
  const cut: (Span & { readonly with: string })[] = [
    ...targets.map((t) => ({ start: t.span.start, end: t.span.end, with: `func ${t.name}` })),
    ...[...helpers.map((h) => h.full), ...file.importDecls.map((d) => ({ start: d.start, end: endWithComment(text, d.end) }))].map((span) => ({
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

function elisions(input: TextGateInput): readonly Finding[] {
  const tree = input.parser.parse(input.proposed.text);
  try {
    const own = [...input.own.targets.flatMap((t) => (t.after === undefined ? [] : [t.after.span])), ...input.own.helpers.map((h) => h.full)];
    const before = input.own.targets.map((t) => (t.before === undefined ? "" : input.original.text.slice(t.before.span.start, t.before.span.end))).join("\n");
    return tree.rootNode
      .descendantsOfType("comment")
      .filter((c) => own.some((s) => c.startIndex >= s.start && c.endIndex <= s.end))
      .filter((c) => isElision(c.text) && !before.includes(c.text))
      .map((c) => findingAt(input, "shape", "shape", c.startIndex, `code is left out: ${c.text}`));
  } finally {
    tree.delete();
  }
}
