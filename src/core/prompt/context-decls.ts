import { stubsOf } from "../stub/find-stubs";
import { slice } from "../syntax/lines";
import type { Decl, FuncDecl, GoFile, GoParser, TypeDecl, ValueDecl } from "../syntax/tree";
import { usesIn } from "../syntax/uses";

/** A declaration that a prompt may show. */
export interface ShownDecl {
  readonly what: "type" | "value" | "func";
  /** What it is called when it is dropped: `type Stack`. */
  readonly title: string;
  readonly text: string;
}

interface Placed<D extends Decl = Decl> {
  readonly file: GoFile;
  readonly decl: D;
}

/** The package's declarations by name. Methods are found by `Type.Method` and listed by their type. */
export interface PackageScope {
  readonly target: GoFile;
  readonly types: ReadonlyMap<string, Placed<TypeDecl>>;
  readonly values: ReadonlyMap<string, Placed<ValueDecl>>;
  readonly funcs: ReadonlyMap<string, Placed<FuncDecl>>;
  readonly methods: ReadonlyMap<string, readonly Placed<FuncDecl>[]>;
  /** Bodies that a model must not see: it copies their panics. */
  readonly stubs: ReadonlySet<FuncDecl>;
}

export function scopeOf(parser: GoParser, target: GoFile, others: readonly GoFile[]): PackageScope {
  const types = new Map<string, Placed<TypeDecl>>();
  const values = new Map<string, Placed<ValueDecl>>();
  const funcs = new Map<string, Placed<FuncDecl>>();
  const methods = new Map<string, Placed<FuncDecl>[]>();
  const stubs = new Set<FuncDecl>();
  for (const file of [target, ...others]) {
    for (const stub of stubsOf(parser, file)) stubs.add(stub.decl);
    for (const decl of file.decls) {
      if (decl.kind === "type") types.set(decl.name, { file, decl });
      else if (decl.kind === "func") {
        funcs.set(decl.name, { file, decl });
        const base = decl.receiver?.base;
        if (base !== undefined) methods.set(base, [...(methods.get(base) ?? []), { file, decl }]);
      } else for (const name of decl.names) values.set(name, { file, decl });
    }
  }
  return { target, types, values, funcs, methods, stubs };
}

/** Types in the signatures and what they lead to, nearest first, each with the signatures of its methods. */
export function typesNear(
  parser: GoParser,
  scope: PackageScope,
  targets: readonly FuncDecl[],
): readonly ShownDecl[] {
  const seen = new Set<string>();
  let frontier = targets.flatMap((decl) => wordsIn(slice(scope.target.text, decl.signature)));
  const shown: ShownDecl[] = [];
  for (let depth = 0; depth < 3 && frontier.length > 0; depth++) {
    const next: string[] = [];
    for (const name of frontier) {
      const found = scope.types.get(name);
      if (found === undefined || seen.has(name)) continue;
      seen.add(name);
      const text = declText(found);
      shown.push({ what: "type", title: `type ${name}`, text });
      if (depth < 2) shown.push(...methodSignatures(scope, name, targets));
      next.push(...typeNames(parser, text));
    }
    frontier = next;
  }
  return shown;
}

function methodSignatures(
  scope: PackageScope,
  type: string,
  targets: readonly FuncDecl[],
): readonly ShownDecl[] {
  const methods = (scope.methods.get(type) ?? []).filter((m) => !targets.includes(m.decl));
  if (methods.length === 0) return [];
  const text = methods
    .map((m) => `// ${slice(m.file.text, m.decl.signature).replace(/\s+/g, " ")}`)
    .join("\n");
  return [{ what: "func", title: `methods of ${type}`, text }];
}

/** Functions by their names: whole where they are short and written, else their signature as a comment. */
export function functionsNamed(
  scope: PackageScope,
  names: Iterable<string>,
  targets: readonly FuncDecl[],
): readonly ShownDecl[] {
  return [...new Set(names)].flatMap((name): ShownDecl[] => {
    const found = scope.funcs.get(name);
    if (found === undefined || targets.includes(found.decl) || found.decl.receiver !== undefined) return [];
    const { file, decl } = found;
    const whole = slice(file.text, decl.span);
    const short = decl.body !== undefined && !scope.stubs.has(decl) && whole.split("\n").length <= 15;
    const text = short ? whole : `// ${slice(file.text, decl.signature).replace(/\s+/g, " ")}`;
    return [{ what: "func", title: `func ${name}`, text: text.replaceAll("\r\n", "\n") }];
  });
}

/**
 * Constants, variables and errors that matter: those that the texts name, of any file, then those of the target's
 * file whose type is among `types` or that are errors.
 */
export function valuesNear(
  scope: PackageScope,
  texts: readonly string[],
  types: ReadonlySet<string>,
): readonly ShownDecl[] {
  const named = new Set(texts.flatMap(wordsIn));
  const groups = new Map<string, ShownDecl>();
  const add = ({ file, decl }: Placed<ValueDecl>): void => {
    const text = declText({ file, decl });
    if (text.length > 600) return;
    const title = `${decl.kind} ${decl.names.join(", ")}`;
    if (!groups.has(text)) groups.set(text, { what: "value", title, text });
  };
  for (const [name, found] of scope.values) if (named.has(name)) add(found);
  for (const decl of scope.target.decls) {
    if (decl.kind !== "const" && decl.kind !== "var") continue;
    const ofType = wordsIn(declText({ file: scope.target, decl })).some((n) => types.has(n));
    if (ofType || decl.names.some((n) => /^[eE]rr\p{Lu}/u.test(n))) add({ file: scope.target, decl });
  }
  return [...groups.values()];
}

/** A declaration as it stands alone: a group of short specs whole, a spec of a long one with its keyword. */
function declText({ file, decl }: Placed<TypeDecl | ValueDecl>): string {
  const group = decl.group === undefined ? undefined : slice(file.text, decl.group);
  const doc = decl.doc === undefined ? "" : `${slice(file.text, decl.doc)}\n`;
  const own =
    decl.group === undefined ? slice(file.text, decl.span) : `${decl.kind} ${slice(file.text, decl.span)}`;
  const whole = decl.kind !== "type" && group !== undefined && group.length <= 600;
  const text = (whole ? group : doc + own).replaceAll("\r\n", "\n");
  return group === undefined || whole ? text : text.replace(/\n\t/g, "\n");
}

export const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];

function typeNames(parser: GoParser, text: string): readonly string[] {
  return usesIn(parser, text)
    .names.filter((n) => n.kind === "type")
    .map((n) => n.name);
}
