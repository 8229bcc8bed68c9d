import { applyChanges } from "./edit";
import type { Pieces } from "./splice";
import { namesIn, predeclared } from "./splice-names";
import { type Unit, unitsOf } from "./splice-parts";
import type { GoFile, GoParser } from "./syntax";

type Bodies = Pieces["bodies"];

interface Helper {
  readonly names: readonly string[];
  readonly text: string;
}

/**
 * The answer's own declarations that the bodies need, and what these need in turn: names that exist nowhere else.
 * A needed type brings its methods. An exported helper becomes an unexported one, as nobody asked for it.
 */
export function helpersFor(
  parser: GoParser,
  bodies: Bodies,
  sources: readonly GoFile[],
  taken: ReadonlySet<string>,
): { readonly helpers: readonly string[]; readonly bodies: Bodies; readonly notes: readonly string[] } {
  const offered = new Map<string, { readonly unit: Unit; readonly file: GoFile }>();
  for (const file of sources) {
    for (const unit of unitsOf(file)) {
      const broken = file.errors.some((e) => e.end >= unit.span.start && e.start <= unit.span.end);
      if (broken || unit.names.some((n) => taken.has(n) || n === "main" || n === "init")) continue;
      for (const name of unit.names) if (!offered.has(name)) offered.set(name, { unit, file });
    }
  }
  const chosen: Helper[] = [];
  const seen = new Set<Unit>();
  const follow = (text: string) => {
    for (const name of freeNames(parser, text)) take(name);
  };
  const take = (name: string) => {
    const offer = offered.get(name);
    if (offer === undefined || seen.has(offer.unit)) return;
    seen.add(offer.unit);
    const text = offer.file.text.slice(offer.unit.full.start, offer.unit.full.end);
    chosen.push({ names: offer.unit.names, text });
    follow(text);
    if (offer.unit.kind !== "type") return;
    const methods = [...offered.keys()].filter((n) =>
      offer.unit.names.some((type) => n.startsWith(`${type}.`)),
    );
    for (const method of methods) take(method);
  };
  for (const { body } of bodies) follow(body);
  return unexported(parser, bodies, chosen, taken);
}

const wrapped = (text: string): string =>
  text.startsWith("{") ? `package p\nfunc _() ${text}` : `package p\n${text}`;

const freeNames = (parser: GoParser, text: string): readonly string[] => [
  ...new Set(namesIn(parser, wrapped(text)).free.map((f) => f.name)),
];

function unexported(parser: GoParser, bodies: Bodies, chosen: readonly Helper[], taken: ReadonlySet<string>) {
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
  if (renames.size === 0) return { helpers: chosen.map((h) => h.text), bodies, notes: [] };
  return {
    helpers: chosen.map((h) => renameFree(parser, h.text, renames)),
    bodies: bodies.map((b) => ({ ...b, body: renameFree(parser, b.body, renames) })),
    notes: [...renames].map(([from, to]) => `made the helper ${from} unexported: ${to}`),
  };
}

const keywords = new Set(
  "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var".split(
    " ",
  ),
);

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
