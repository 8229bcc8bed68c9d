import { importName } from "../syntax/decls";
import { predeclared } from "../syntax/names";
import type { FuncDecl } from "../syntax/tree";
import { ownSpans, proposedNames, type TextGateInput } from "./gate-input";

/** Packages whose functions give a result and do nothing else. */
const pure =
  /^(?:bytes|cmp|container\/.+|encoding(?:\/.+)?|errors|hash(?:\/.+)?|html|maps|math(?:\/(?:big|bits|cmplx))?|net\/url|path|regexp(?:\/.+)?|slices|sort|strconv|strings|text\/.+|unicode(?:\/.+)?)$/;
const pureFmt = /^(?:Sprint(?:f|ln)?|Errorf|Sscan(?:f|ln)?|Append(?:f|ln)?|Stringer)$/;
const plainType =
  /^(?:\*|\[[^\]]*\]|map\[\w+\])*(?:bool|byte|rune|string|error|u?int\d*|float\d+|complex\d+)$/;

/**
 * What a candidate does that is seen neither in what it returns nor in what it is given, as far as its text tells:
 * tests may be about that. Empty only where there is nothing of the kind for certain.
 */
export function beyondResults(input: TextGateInput): readonly string[] {
  const { own, proposed } = input;
  const spans = ownSpans(input);
  const inside = (at: number) => spans.some((s) => at >= s.start && at < s.end);
  const paths = new Map(proposed.imports.map((i) => [importName(i), i.path]));
  const known = new Set([
    ...own.helpers.flatMap((h) => h.names),
    ...own.targets.flatMap(({ after }) => after?.ident ?? []),
    ...proposed.decls.flatMap((d) => (d.kind === "func" ? [] : "names" in d ? d.names : [d.name])),
  ]);
  const used = proposedNames(input)
    .free.filter((f) => inside(f.span.start))
    .flatMap(({ name, field }): string[] => {
      const path = field === undefined ? undefined : paths.get(name);
      if (path !== undefined) {
        const harmless = path === "fmt" ? pureFmt.test(field ?? "") : pure.test(path);
        return harmless ? [] : [`${name}.${field}`];
      }
      if (known.has(name)) return [];
      return predeclared.has(name) && !/^(?:close|print|println)$/.test(name) ? [] : [name];
    });
  const given = own.targets.flatMap(({ after }) => (after === undefined ? [] : opaque(after)));
  const text = spans.map((s) => proposed.text.slice(s.start, s.end)).join("\n");
  const channel = /<-|\bgo\s+\w|\bselect\s*\{/.test(text) ? ["a channel or a goroutine"] : [];
  return [...new Set([...used, ...given, ...channel])];
}

const opaque = ({ receiver, params, results }: FuncDecl): readonly string[] =>
  [receiver, ...params, ...results].flatMap((p) =>
    p === undefined || plainType.test(p.type)
      ? []
      : [p.name === undefined || p.name === "_" ? p.type : p.name],
  );
