import { applyChanges } from "../edit/edit";
import type { Pieces } from "../splice/splice";
import { type Unit, unitsOf } from "../syntax/decls";
import { keywords, namesIn, predeclared } from "../syntax/names";
import type { GoFile, GoParser } from "../syntax/tree";
import { type NameUse, usesIn } from "../syntax/uses";

type Bodies = Pieces["bodies"];

interface Helper {
  readonly names: readonly string[];
  readonly text: string;
}

/**
 * The answer's own declarations that the bodies need, and what these need in turn: names that exist nowhere else.
 * A needed type brings its methods; a type that is there already gets those that are called. An exported helper becomes
 * an unexported one, as nobody asked for it.
 * @param params names that the bodies have from their signatures
 */
export function helpersFor(
  parser: GoParser,
  bodies: Bodies,
  sources: readonly GoFile[],
  taken: ReadonlySet<string>,
  params: readonly string[],
): { readonly helpers: readonly string[]; readonly bodies: Bodies; readonly notes: readonly string[] } {
  const offered = new Map<string, { readonly unit: Unit; readonly file: GoFile }>();
  for (const file of sources) {
    for (const unit of unitsOf(file)) {
      const broken = file.errors.some((e) => e.end >= unit.span.start && e.start <= unit.span.end);
      if (broken || unit.names.some((n) => taken.has(n) || n === "main" || n === "init")) continue;
      for (const name of unit.names) if (!offered.has(name)) offered.set(name, { unit, file });
    }
  }
  const values = new Set([...taken, ...params]);
  const methods = [...offered.keys()].filter(
    (n) => n.includes(".") && !offered.has(n.slice(0, n.indexOf("."))),
  );
  const chosen: Helper[] = [];
  const seen = new Set<Unit>();
  const follow = (text: string) => {
    for (const name of freeNames(parser, text)) take(name);
    if (methods.length === 0) return;
    const used = new Set(fieldsIn(parser, text, values).map((f) => f.name));
    for (const name of methods) if (used.has(name.slice(name.indexOf(".") + 1))) take(name);
  };
  const take = (name: string) => {
    const offer = offered.get(name);
    if (offer === undefined || seen.has(offer.unit)) return;
    seen.add(offer.unit);
    const text = offer.file.text.slice(offer.unit.full.start, offer.unit.full.end);
    chosen.push({ names: offer.unit.names, text });
    follow(text);
    if (offer.unit.kind !== "type") return;
    for (const name of offered.keys())
      if (offer.unit.names.some((type) => name.startsWith(`${type}.`))) take(name);
  };
  for (const { body } of bodies) follow(body);
  return unexported(parser, bodies, chosen, taken, values);
}

const wrapped = (text: string): string =>
  text.startsWith("{") ? `package p\nfunc _() ${text}` : `package p\n${text}`;

const freeNames = (parser: GoParser, text: string): readonly string[] => [
  ...new Set(namesIn(parser, wrapped(text)).free.map((f) => f.name)),
];

/** Fields and methods of values, declared or used: what stands behind a package's name is none. */
function fieldsIn(parser: GoParser, text: string, values: ReadonlySet<string>): readonly NameUse[] {
  const source = wrapped(text);
  const shift = source.length - text.length;
  const packages = new Set(
    namesIn(parser, source).free.flatMap((f) =>
      f.field === undefined || values.has(f.name) ? [] : [f.span.start],
    ),
  );
  const { selectors, names } = usesIn(parser, source);
  const skipped = new Set(selectors.filter((s) => packages.has(s.span.start)).map((s) => s.span.end));
  return names
    .filter((n) => n.kind === "field" && !skipped.has(n.span.end))
    .map((n) => ({ ...n, span: { start: n.span.start - shift, end: n.span.end - shift } }));
}

function unexported(
  parser: GoParser,
  bodies: Bodies,
  chosen: readonly Helper[],
  taken: ReadonlySet<string>,
  values: ReadonlySet<string>,
) {
  const renames = new Map<string, string>();
  const used = new Set([...taken, ...chosen.flatMap((h) => h.names)]);
  for (const name of chosen.flatMap((h) => h.names).filter((n) => !n.includes(".") && /^\p{Lu}/u.test(n))) {
    let fresh = /^\p{Lu}+$/u.test(name)
      ? name.toLowerCase()
      : name.replace(/^\p{Lu}/u, (c) => c.toLowerCase());
    while (used.has(fresh) || keywords.has(fresh) || predeclared.has(fresh)) fresh += "Helper";
    used.add(fresh);
    renames.set(name, fresh);
  }
  const methods = methodRenames(chosen, taken);
  if (renames.size + methods.size === 0) return { helpers: chosen.map((h) => h.text), bodies, notes: [] };
  const rename = (text: string) => renameFields(parser, renameFree(parser, text, renames), values, methods);
  return {
    helpers: chosen.map((h) => rename(h.text)),
    bodies: bodies.map((b) => ({ ...b, body: rename(b.body) })),
    notes: [...renames, ...methods].map(([from, to]) => `made the helper ${from} unexported: ${to}`),
  };
}

/** Exported methods of types that were there already; a method that some type has by that name keeps it. */
function methodRenames(chosen: readonly Helper[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const idents = new Set([...taken].map((n) => n.slice(n.indexOf(".") + 1)));
  const own = new Set(chosen.flatMap((h) => h.names));
  const renames = new Map<string, string>();
  for (const name of own) {
    const [type = "", ident = ""] = name.split(".");
    if (!/^\p{Lu}/u.test(ident) || own.has(type) || idents.has(ident)) continue;
    const fresh = ident.replace(/^\p{Lu}/u, (c) => c.toLowerCase());
    if (!idents.has(fresh) && !keywords.has(fresh)) renames.set(ident, fresh);
  }
  return renames;
}

/** Renames methods where they are declared and where they are selected of a value. */
function renameFields(
  parser: GoParser,
  text: string,
  values: ReadonlySet<string>,
  renames: ReadonlyMap<string, string>,
): string {
  if (renames.size === 0) return text;
  const changes = fieldsIn(parser, text, values).flatMap(({ name, span }) => {
    const to = renames.get(name);
    return to === undefined ? [] : [{ ...span, text: to }];
  });
  return renameInDoc(applyChanges(text, changes), renames);
}

/** Renames package-level names in a body or a declaration, the declaration's own name and doc comment included. */
export function renameFree(parser: GoParser, text: string, renames: ReadonlyMap<string, string>): string {
  const source = wrapped(text);
  const shift = source.length - text.length;
  const { free } = namesIn(parser, source);
  const spans = new Map(
    free
      .filter((f) => renames.has(f.name))
      .map((f) => [f.span.start, { ...f.span, text: renames.get(f.name) ?? f.name }]),
  );
  const tree = parser.parse(source);
  try {
    for (const node of tree.rootNode.namedChildren) {
      const specs = node
        .descendantsOfType(["type_spec", "type_alias", "const_spec", "var_spec"])
        .filter((s) => s.parent?.parent?.type === "source_file" || s.parent?.type === "var_spec_list");
      for (const owner of node.type === "function_declaration" ? [node] : specs) {
        for (const name of owner.childrenForFieldName("name")) {
          const to = renames.get(name.text);
          if (to !== undefined)
            spans.set(name.startIndex, { start: name.startIndex, end: name.endIndex, text: to });
        }
      }
    }
  } finally {
    tree.delete();
  }
  const changes = [...spans.values()].filter((c) => c.start >= shift).sort((a, b) => a.start - b.start);
  const out = applyChanges(
    text,
    changes.map((c) => ({ ...c, start: c.start - shift, end: c.end - shift })),
  );
  return renameInDoc(out, renames);
}

function renameInDoc(text: string, renames: ReadonlyMap<string, string>): string {
  const doc = /^(?:\/\/[^\n]*\n)+/.exec(text)?.[0] ?? "";
  const word = doc.replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (w) => renames.get(w) ?? w);
  return word + text.slice(doc.length);
}
