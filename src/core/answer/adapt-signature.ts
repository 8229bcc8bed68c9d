import { applyChanges, type TextChange } from "../edit/edit";
import { namesIn } from "../syntax/names";
import type { Names } from "../syntax/scope";
import type { FuncDecl, GoParser, Param } from "../syntax/tree";

/** A declaration as it stands in an answer. */
export interface AnswerDecl {
  readonly decl: FuncDecl;
  /** The text that the declaration's spans refer to. */
  readonly text: string;
}

export interface Adapted {
  /** Braces included. */
  readonly body: string;
  /** Only where the answer's signature is another one, or where the stub's leaves a name out that the body needs. */
  readonly signature: string | undefined;
  readonly adjustments: readonly string[];
}

/** How a declaration's receiver, parameters and results stand against the stub's; undefined: it is another signature. */
interface Alignment {
  readonly pairs: readonly (readonly [Param, Param])[];
  readonly results: readonly (readonly [Param, Param])[];
  readonly notes: readonly string[];
}

/** A type without layout, in the spelling of today. */
export const plainType = (type: string): string =>
  type
    .replace(/\binterface\s*\{\s*\}/g, "any")
    .replace(/\s+/g, " ")
    .replace(/ ?([()[\]{},*;]) ?/g, "$1")
    .trim();

const spelt = (p: Param): string => (p.variadic ? "..." : "") + plainType(p.type);
const baseOf = (type: string): string => plainType(type).replace(/^\*/, "").split("[", 1)[0] ?? "";

export function align(answer: FuncDecl, stub: FuncDecl): Alignment | undefined {
  const notes: string[] = [];
  let params = [...answer.params];
  const pairs: [Param, Param][] = [];
  if (stub.receiver !== undefined) {
    const [first] = params;
    if (answer.receiver !== undefined) pairs.push([answer.receiver, stub.receiver]);
    else if (
      params.length === stub.params.length + 1 &&
      first !== undefined &&
      baseOf(first.type) === stub.receiver.base
    ) {
      pairs.push([first, stub.receiver]);
      params = params.slice(1);
      notes.push("made the first parameter the receiver");
    } else notes.push("put the receiver back");
  } else if (answer.receiver !== undefined) {
    const [first] = stub.params;
    if (
      first !== undefined &&
      params.length === stub.params.length - 1 &&
      baseOf(first.type) === answer.receiver.base
    ) {
      params = [answer.receiver, ...params];
      notes.push("made the receiver the first parameter");
    } else notes.push("dropped the receiver");
  }
  if (params.length !== stub.params.length || answer.results.length !== stub.results.length) return undefined;
  const zipped = params.map((p, i): [Param, Param] => [p, stub.params[i] ?? p]);
  const results = answer.results.map((p, i): [Param, Param] => [p, stub.results[i] ?? p]);
  const theirs = new Map(typeParamNames(answer).map((name, i) => [name, typeParamNames(stub)[i] ?? name]));
  const inOurs = (p: Param) =>
    spelt(p).replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (word) => theirs.get(word) ?? word);
  const respelt = [...zipped, ...results].filter(([a, s]) => inOurs(a) !== spelt(s));
  if (respelt.length > 0) {
    notes.push(
      `put the signature's types back: ${respelt.map(([a, s]) => `${spelt(a)} is ${spelt(s)}`).join(", ")}`,
    );
  }
  return { pairs: [...pairs, ...zipped], results, notes };
}

/** Makes a declaration of an answer fit the stub: its body under the stub's signature. */
export function adapt(parser: GoParser, answer: AnswerDecl, stub: FuncDecl): Adapted {
  const { decl, text } = answer;
  const span = { start: decl.span.start, end: decl.span.end };
  const source = `package p\n\n${text.slice(span.start, span.end)}\n`;
  const shift = span.start - "package p\n\n".length;
  const names = namesIn(parser, source);
  const bodyStart = (decl.body?.start ?? span.end) - shift;
  const bodyEnd = (decl.body?.end ?? span.end) - shift;
  const aligned = align(decl, stub);
  const receiverUsed =
    stub.receiver === undefined &&
    !aligned?.pairs.some(([a]) => a === decl.receiver) &&
    decl.receiver?.name !== undefined &&
    usedInBody(names, decl.receiver.name, bodyStart);
  const nameless = aligned?.pairs.some(
    ([a, s]) => hidden(s.name) && !hidden(a.name) && usedInBody(names, a.name ?? "", bodyStart),
  );
  const body = (changes: readonly TextChange[]) => renamed(source, bodyStart, bodyEnd, changes);
  if (aligned === undefined || receiverUsed || nameless === true) {
    const ident = {
      start: decl.identSpan.start - decl.signature.start,
      end: decl.identSpan.end - decl.signature.start,
    };
    const signature = text.slice(decl.signature.start, decl.signature.end);
    return {
      body: body([]),
      signature: signature.slice(0, ident.start) + stub.ident + signature.slice(ident.end),
      adjustments: [],
    };
  }
  const adjustments = [...aligned.notes];
  const renames = renamesFor(decl, stub, aligned, adjustments);
  if (decl.ident !== stub.ident) adjustments.unshift(`renamed ${decl.ident} to ${stub.ident}`);
  const changes = [...renameChanges(names, renames, stub), ...calls(names, decl, stub)];
  const lines = resultLines(decl, aligned);
  if (lines === "") return { body: body(changes), signature: undefined, adjustments };
  const returned = nakedReturns(parser, source, decl, bodyStart);
  adjustments.push("named the results in the body");
  const opened = { start: bodyStart + 1, end: bodyStart + 1, text: lines };
  return { body: body([...changes, opened, ...returned]), signature: undefined, adjustments };
}

const hidden = (name: string | undefined): boolean => name === undefined || name === "_";

function usedInBody(names: Names, name: string, bodyStart: number): boolean {
  const binding = names.bindings.find((b) => b.name === name && b.depth === 1 && b.kind !== "local");
  return binding?.occurrences.some((o) => o.span.start >= bodyStart) ?? false;
}

function renamesFor(
  decl: FuncDecl,
  stub: FuncDecl,
  aligned: Alignment,
  adjustments: string[],
): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const [a, s] of [...aligned.pairs, ...aligned.results]) {
    if (!hidden(a.name) && !hidden(s.name) && a.name !== s.name) renames.set(a.name ?? "", s.name ?? "");
  }
  if (renames.size > 0)
    adjustments.push(`renamed ${[...renames].map(([a, b]) => `${a} to ${b}`).join(", ")}`);
  const theirs = typeParamNames(decl);
  for (const [i, name] of typeParamNames(stub).entries()) {
    const other = theirs[i];
    if (other !== undefined && other !== name) renames.set(other, name);
  }
  return renames;
}

/** `K comparable, V any` gives K and V. */
function typeParamNames(decl: FuncDecl): readonly string[] {
  if (decl.receiver !== undefined && decl.receiver.typeParams.length > 0) return decl.receiver.typeParams;
  const parts = outsideBrackets(decl.typeParams ?? "").split(",");
  return parts.map((p) => p.trim().split(/\s+/)[0] ?? "").filter((p) => p !== "");
}

function outsideBrackets(text: string): string {
  let depth = 0;
  let out = "";
  for (const c of text) {
    if ("([{".includes(c)) depth++;
    else if (")]}".includes(c)) depth--;
    else if (depth === 0) out += c;
  }
  return out;
}

/** Renames parameters, and first of all any local that would then collide with one. */
function renameChanges(names: Names, renames: ReadonlyMap<string, string>, stub: FuncDecl): TextChange[] {
  const outer = names.bindings.filter((b) => b.depth === 1 && b.kind !== "local");
  const held = [stub.receiver, ...stub.params, ...stub.results].flatMap((p) =>
    p?.name === undefined ? [] : [p.name],
  );
  const taken = new Set([...names.bindings.map((b) => b.name), ...names.free.map((f) => f.name), ...held]);
  const changes: TextChange[] = [];
  const rename = (binding: Names["bindings"][number], to: string) => {
    for (const { span } of binding.occurrences) changes.push({ ...span, text: to });
  };
  for (const binding of outer) {
    const to = renames.get(binding.name);
    if (to !== undefined) rename(binding, to);
  }
  const own = new Set(outer.map((b) => b.name));
  const arriving = new Set(held.filter((name) => !own.has(name)));
  for (const binding of names.bindings.filter((b) => b.kind === "local" && arriving.has(b.name))) {
    // Further in, a local may hide a parameter that the body does not know of.
    if (binding.depth > 1 && ![...renames.values()].includes(binding.name)) continue;
    let fresh = `${binding.name}2`;
    for (let n = 3; taken.has(fresh); n++) fresh = `${binding.name}${n}`;
    taken.add(fresh);
    rename(binding, fresh);
  }
  return changes;
}

/** A function that calls itself does so by its new name. */
function calls(names: Names, decl: FuncDecl, stub: FuncDecl): TextChange[] {
  if (decl.ident === stub.ident || stub.receiver !== undefined) return [];
  return names.free
    .filter((f) => f.name === decl.ident && f.called && f.field === undefined)
    .map((f) => ({ ...f.span, text: stub.ident }));
}

/** Declarations for results that the answer names and the stub does not. */
function resultLines(decl: FuncDecl, aligned: Alignment): string {
  if (decl.body === undefined) return "";
  const named = aligned.results.filter(([a, s]) => !hidden(a.name) && s.name === undefined);
  return named.map(([a, s]) => `\n\tvar ${a.name} ${s.type}`).join("");
}

function nakedReturns(parser: GoParser, source: string, decl: FuncDecl, bodyStart: number): TextChange[] {
  const values = decl.results.map((r) => r.name).join(", ");
  const tree = parser.parse(source);
  try {
    const found = tree.rootNode
      .descendantsOfType("return_statement")
      .filter((r) => r.startIndex > bodyStart && r.namedChildCount === 0);
    const own = found.filter((r) => {
      for (let at = r.parent; at !== null; at = at.parent) if (at.type === "func_literal") return false;
      return true;
    });
    return own.map((r) => ({ start: r.startIndex, end: r.endIndex, text: `return ${values}` }));
  } finally {
    tree.delete();
  }
}

function renamed(source: string, start: number, end: number, changes: readonly TextChange[]): string {
  const inside = changes.filter((c) => c.start >= start && c.end <= end).sort((a, b) => a.start - b.start);
  const moved = inside.map((c) => ({ ...c, start: c.start - start, end: c.end - start }));
  return applyChanges(source.slice(start, end), moved);
}
