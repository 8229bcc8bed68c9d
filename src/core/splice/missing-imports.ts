import { applyChanges, type SourceFile } from "../edit/edit";
import { importName } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import { namesIn, predeclared } from "../syntax/names";
import type { GoParser } from "../syntax/tree";
import { importChanges } from "./import-changes";
import { candidateFromText, lineEnding } from "./splice";

/** Import paths of packages that are called `name` and export `symbol`, likeliest first. */
export type ImportLookup = (name: string, symbol: string) => readonly string[];

/** What a name in the file may stand for: something of its package, or a package to import. */
export interface ImportScope {
  /** Package-level names of the package's other files. */
  readonly known: ReadonlySet<string>;
  readonly lookup: ImportLookup;
}

/**
 * The file's new version with imports for the packages that it names and nobody declares: what organizeImports would
 * do, for where no gopls runs. A name is imported only where one path, or a first choice, exports every symbol used of
 * it.
 * @param names the target's
 */
export function addMissingImports(
  parser: GoParser,
  file: SourceFile,
  names: readonly string[],
  text: string,
  { known, lookup }: ImportScope,
): string {
  const index = indexFile(parser, text);
  const present = new Set([
    ...known,
    ...predeclared,
    ...index.imports.map(importName),
    ...index.decls.flatMap((d) => ("names" in d ? d.names : [d.name])),
  ]);
  const wanted = new Map<string, Set<string>>();
  for (const { name, field } of namesIn(parser, text).free) {
    if (field === undefined || present.has(name)) continue;
    wanted.set(name, (wanted.get(name) ?? new Set()).add(field));
  }
  const paths = [...wanted].flatMap(([name, symbols]) => {
    const [first, ...rest] = [...symbols].map((s) => lookup(name, s));
    return (first ?? []).filter((path) => rest.every((other) => other.includes(path))).slice(0, 1);
  });
  if (paths.length === 0) return text;
  const changes = importChanges(
    index,
    paths.map((path) => ({ path, alias: undefined })),
    [],
    lineEnding(text, 0),
  );
  return candidateFromText(parser, file, names, applyChanges(text, changes), []).text;
}
