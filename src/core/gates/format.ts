import { functionNamed, unitsOf } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { GoFile, Span } from "../syntax/tree";
import type { Finding } from "../verdict";
import { findingAt, forDrafts, type TextGateInput } from "./gate-input";

/** Refuses what was spliced and is not as gofmt would write it. What was in the file before is nobody's business here. */
export function formatGate(input: TextGateInput): readonly Finding[] {
  const { formatted, own } = input;
  if (formatted === undefined || !formatted.ok) return [];
  const tidy = indexFile(input.parser, formatted.value);
  const pairs: (readonly [Span, Span])[] = [];
  for (const { name, before, after } of own.targets) {
    const clean = functionNamed(tidy, name);
    if (after?.body === undefined || clean?.body === undefined) continue;
    const signature =
      before !== undefined && sameText(input.original, before.signature, input.proposed, after.signature);
    pairs.push(signature ? [after.body, clean.body] : [after.span, clean.span]);
  }
  const units = unitsOf(tidy);
  for (const helper of own.helpers) {
    const clean = units.find((u) => u.kind === helper.kind && u.names.join() === helper.names.join());
    if (clean !== undefined) pairs.push([helper.full, clean.full]);
  }
  if (own.addedImports.length + own.removedImports.length > 0) {
    for (const [at, decl] of input.proposed.importDecls.entries()) {
      const clean = tidy.importDecls[at];
      if (clean !== undefined && changedImports(input, decl)) pairs.push([decl, clean]);
    }
  }
  return pairs.flatMap(([mine, clean]) =>
    firstDifference(input, mine, tidy.text.slice(clean.start, clean.end)),
  );
}

const sameText = (a: GoFile, at: Span, b: GoFile, bt: Span): boolean =>
  a.text.slice(at.start, at.end) === b.text.slice(bt.start, bt.end);

const changedImports = (input: TextGateInput, decl: Span): boolean =>
  !input.original.text.includes(input.proposed.text.slice(decl.start, decl.end));

function firstDifference(input: TextGateInput, mine: Span, clean: string): readonly Finding[] {
  const lines = input.proposed.text.slice(mine.start, mine.end).split("\n");
  const wanted = clean.split("\n");
  let at = mine.start;
  for (const [i, line] of lines.entries()) {
    const want = wanted[i];
    if (line.replace(/\r$/, "") !== want) {
      const shown = want === undefined ? "nothing" : JSON.stringify(want);
      const message = `not as gofmt writes it: want ${shown}`;
      return [forDrafts(findingAt(input, "format", "format", at, message))];
    }
    at += line.length + 1;
  }
  return [];
}
