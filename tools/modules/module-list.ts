import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A module of the corpus: a row of modules.json. */
export interface ListedModule {
  readonly path: string;
  readonly version: string;
  /** What it is in the corpus for. */
  readonly kinds: readonly string[];
  /** Its packages to take functions from, `./a`; all that have tests where it is left out. */
  readonly packages?: readonly string[];
  /** Its dependencies are to lie in a vendor folder, which zips of the module proxy do not hold. */
  readonly vendor?: boolean;
  /** Modules, `path@version`, that lie beside it in a go.work. */
  readonly work?: readonly string[];
  /** Small enough for every `npm test`. */
  readonly quick?: boolean;
}

export const listedModules = (): readonly ListedModule[] =>
  JSON.parse(readFileSync(join(__dirname, "modules.json"), "utf8")) as readonly ListedModule[];

export const idOf = ({ path, version }: Pick<ListedModule, "path" | "version">): string =>
  `${path}@${version}`;

/** Those whose path holds one of the names; all where none is given. Throws for a name that no path holds. */
export function chosenModules(
  modules: readonly ListedModule[],
  names: readonly string[],
): readonly ListedModule[] {
  const stray = names.filter((name) => !modules.some((m) => m.path.includes(name)));
  if (stray.length > 0) throw new Error(`no module of the corpus has ${stray.join(", ")} in its path`);
  return names.length === 0 ? modules : modules.filter((m) => names.some((name) => m.path.includes(name)));
}
