import type { Decl, FuncDecl, GoFile, ImportSpec, Span } from "./tree";

/** A top-level declaration as a person sees it: a group with all its specs is one. */
export interface Unit {
  /** What it declares: `F`, `Type.Method`, the names of a group. */
  readonly names: readonly string[];
  readonly kind: Decl["kind"];
  /** The declaration without its doc comment. */
  readonly span: Span;
  /** With its doc comment and a comment that ends its last line. */
  readonly full: Span;
  readonly func: FuncDecl | undefined;
}

/** What a new version of a file holds of its own: all else belongs to the person. */
export interface OwnParts {
  readonly targets: readonly {
    readonly name: string;
    readonly before: FuncDecl | undefined;
    readonly after: FuncDecl | undefined;
  }[];
  /** Declarations of names that the original does not declare. */
  readonly helpers: readonly Unit[];
  readonly addedImports: readonly ImportSpec[];
  readonly removedImports: readonly ImportSpec[];
}

export function unitsOf(file: GoFile): readonly Unit[] {
  const units: (Unit & { readonly names: string[] })[] = [];
  let groupAt = -1;
  for (const decl of file.decls) {
    const group = decl.kind === "func" ? undefined : decl.group;
    const names = [...namesOf(decl)];
    const last = units.at(-1);
    if (group !== undefined && group.start === groupAt && last !== undefined) {
      last.names.push(...names);
      continue;
    }
    groupAt = group?.start ?? -1;
    const span = group ?? decl.span;
    const doc = group === undefined ? decl.doc : docOfGroup(file.text, group);
    const full = { start: doc?.start ?? span.start, end: endWithComment(file.text, span.end) };
    units.push({ names, kind: decl.kind, span, full, func: decl.kind === "func" ? decl : undefined });
  }
  return units;
}

export const namesOf = (decl: Decl): readonly string[] => ("names" in decl ? decl.names : [decl.name]);

export const functionNamed = (file: GoFile, name: string): FuncDecl | undefined =>
  file.decls.find((d): d is FuncDecl => d.kind === "func" && d.name === name);

/** Names that a body has from its signature. */
export const paramsOf = ({ receiver, params, results }: FuncDecl): readonly string[] =>
  [receiver, ...params, ...results].flatMap((p) => (p?.name === undefined ? [] : [p.name]));

/** Comment lines right above a group (a group's specs have docs of their own). */
function docOfGroup(text: string, group: Span): Span | undefined {
  let line = text.lastIndexOf("\n", group.start - 1) + 1;
  if (text.slice(line, group.start).trim() !== "") return undefined;
  let first: number | undefined;
  while (line > 0) {
    const above = text.lastIndexOf("\n", line - 2) + 1;
    if (above >= line || !/^[ \t]*\/\//.test(text.slice(above, line))) break;
    first = above;
    line = above;
  }
  return first === undefined ? undefined : { start: first, end: group.start };
}

/** The end of a declaration with the comment behind it on the same line. */
export function endWithComment(text: string, end: number): number {
  const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*(?:\r?\n|$)))/.exec(
    text.slice(end, end + 2000),
  );
  return end + (comment?.[0].length ?? 0);
}

/** `init` and `_` may be declared many times: their text is what tells them apart. */
const many = (name: string): boolean => name === "init" || name === "_";

export function ownParts(original: GoFile, proposed: GoFile, names: readonly string[]): OwnParts {
  const known = new Set(original.decls.flatMap(namesOf));
  const repeated = unitsOf(original)
    .filter((u) => u.names.every(many))
    .map((u) => textOf(original, u));
  const helpers = unitsOf(proposed).filter((unit) => {
    if (!unit.names.every(many))
      return unit.names.every((n) => n === "_" || (!known.has(n) && !names.includes(n)));
    const at = repeated.indexOf(textOf(proposed, unit));
    if (at >= 0) repeated.splice(at, 1);
    return at < 0;
  });
  return {
    targets: names.map((name) => ({
      name,
      before: functionNamed(original, name),
      after: functionNamed(proposed, name),
    })),
    helpers,
    addedImports: proposed.imports.filter((i) => !original.imports.some((o) => sameImport(o, i))),
    removedImports: original.imports.filter((o) => !proposed.imports.some((i) => sameImport(o, i))),
  };
}

const textOf = (file: GoFile, unit: Unit): string =>
  file.text.slice(unit.full.start, unit.full.end).replace(/\r\n/g, "\n");

export const sameImport = (
  a: Pick<ImportSpec, "path" | "alias">,
  b: Pick<ImportSpec, "path" | "alias">,
): boolean => a.path === b.path && a.alias === b.alias;

/**
 * The name under which a file uses an import. Without an alias it is guessed from the path, as the package itself
 * cannot be looked at: its last element, without a version and without `go-` or `-go`.
 */
export function importName(spec: Pick<ImportSpec, "path" | "alias">): string {
  if (spec.alias !== undefined) return spec.alias;
  const parts = spec.path.split("/");
  const last = parts.at(-1) ?? "";
  const named = /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? last) : last;
  return named
    .replace(/\.v\d+$/, "")
    .replace(/^go-/, "")
    .replace(/[-.]go$/, "")
    .replace(/-/g, "_");
}
