import { isElision } from "../answer/code-blocks";
import { type StubKind, stubKind } from "../stub/stub-patterns";
import { namesOf } from "../syntax/decls";
import type { FuncDecl, GoFile } from "../syntax/tree";
import type { Finding } from "../verdict";
import { findingAt, forDrafts, type TextGateInput } from "./gate-input";
import { refusedMethod } from "./shape-method";
import { outsideFindings } from "./shape-outside";
import { differentSignature } from "./shape-signature";

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
    if (stub !== undefined)
      found.push(stubFinding(input, at, `${name} is still a stub: it ${stub.reason}`, stub.kind));
    const again = input.proposed.decls.find((d) => d.kind === "func" && d.name === name && d !== after);
    if (again !== undefined)
      found.push(findingAt(input, "shape", "shape", again.span.start, `${name} is declared twice`));
    return found;
  });
}

/** An error or a status may be what is wanted: of a person's own version the tests say so. */
function stubFinding(input: TextGateInput, at: number, message: string, kind: StubKind): Finding {
  const finding = findingAt(input, "shape", "shape", at, message);
  return kind === "error" || kind === "status" ? forDrafts(finding) : finding;
}

/** Where the declaration went: the one of its kind with nearly its name, else the place where it stood. */
function missing(input: TextGateInput, name: string, before: FuncDecl | undefined): Finding {
  const ident = before?.ident ?? name;
  const near = input.proposed.decls.find(
    (d): d is FuncDecl =>
      d.kind === "func" && d.ident.toLowerCase() === ident.toLowerCase() && !declares(input.original, d.name),
  );
  if (near !== undefined) {
    return findingAt(
      input,
      "shape",
      "shape",
      near.identSpan.start,
      `no declaration of ${name}: ${near.name} is another function`,
    );
  }
  const following =
    before === undefined ? [] : input.original.decls.filter((d) => d.span.start > before.span.start);
  const next = following
    .map((d) => input.proposed.decls.find((p) => namesOf(p)[0] === namesOf(d)[0]))
    .find((d) => d !== undefined);
  const at = next?.doc?.start ?? next?.span.start ?? input.proposed.text.trimEnd().length;
  return findingAt(input, "shape", "shape", at, `no declaration of ${name}`);
}

const declares = (file: GoFile, name: string): boolean => file.decls.some((d) => namesOf(d).includes(name));

/** What is linked from elsewhere has no body; the forbidden gate says what is wrong with that. */
const isLinked = (text: string): boolean => /^\/\/go:linkname /m.test(text);

/**
 * Only new names nobody else can see, methods of the package's types among them, and all methods of new types; each
 * written, as tests that need a stub decide nothing.
 */
function helperFindings(input: TextGateInput): readonly Finding[] {
  const types = new Set(input.own.helpers.filter((h) => h.kind === "type").flatMap((h) => h.names));
  return input.own.helpers.flatMap((unit): Finding[] => {
    const at = unit.func?.identSpan.start ?? unit.span.start;
    const stub = unit.func && stubKind(input.parser, input.proposed.text, unit.func);
    if (stub !== undefined && !(stub.kind === "no-body" && isLinked(input.proposed.text)))
      return [stubFinding(input, at, `${unit.names[0]} is a stub itself: it ${stub.reason}`, stub.kind)];
    if (unit.func?.receiver !== undefined) {
      const why = types.has(unit.func.receiver.base) ? undefined : refusedMethod(input, unit.func);
      return why === undefined ? [] : [findingAt(input, "shape", "shape", at, why)];
    }
    const exported = unit.names.find((n) => /^\p{Lu}/u.test(n));
    if (exported === undefined) return [];
    const message = `a new exported declaration is outside the target: ${exported}`;
    return [findingAt(input, "shape", "shape", at, message)];
  });
}

function elisions(input: TextGateInput): readonly Finding[] {
  const tree = input.parser.parse(input.proposed.text);
  try {
    const own = [
      ...input.own.targets.flatMap((t) => (t.after === undefined ? [] : [t.after.span])),
      ...input.own.helpers.map((h) => h.full),
    ];
    const before = input.own.targets
      .map((t) =>
        t.before === undefined ? "" : input.original.text.slice(t.before.span.start, t.before.span.end),
      )
      .join("\n");
    return tree.rootNode
      .descendantsOfType("comment")
      .filter((c) => own.some((s) => c.startIndex >= s.start && c.endIndex <= s.end))
      .filter((c) => isElision(c.text) && !before.includes(c.text))
      .map((c) => forDrafts(findingAt(input, "shape", "shape", c.startIndex, `code is left out: ${c.text}`)));
  } finally {
    tree.delete();
  }
}
