import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { indexFile } from "../../src/core/syntax/index-file";
import { lineAt } from "../../src/core/syntax/lines";
import type { FuncDecl, GoParser } from "../../src/core/syntax/tree";
import { run } from "../../src/go/process/run";
import { withFolder } from "../../src/go/process/temp-dir";
import { go } from "./fetch";
import type { ListedModule } from "./module-list";

/** A function with a body that tests of its package reach. */
export interface ReachedFunction {
  /** Absolute path. */
  readonly file: string;
  /** `Func` or `Type.Method`. */
  readonly name: string;
}

/** Longer tests cost the corpus too much, seconds. Listed packages take far less, so that a busy machine takes the same sample. */
const longest = 10;

/** A seeded order that does not depend on what else is ordered. */
export const shuffled = <T>(items: readonly T[], seed: number, key: (item: T) => string): readonly T[] =>
  items
    .map(
      (item) =>
        [
          createHash("sha256")
            .update(`${seed} ${key(item)}`)
            .digest("hex"),
          item,
        ] as const,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item);

/** Folders of the packages with tests that a module's functions are taken from, relative to it, in a seeded order. */
export async function packagesOf(
  module: ListedModule,
  dir: string,
  seed: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (module.packages !== undefined) return module.packages;
  const format = "{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}";
  const listed = (await go(["list", "-e", "-f", format, "./..."], dir, signal)).split("\n").filter(Boolean);
  const below = listed.map((found) => `.${found.slice(dir.length)}`);
  return shuffled(below, seed, (path) => path);
}

/** What the tests of one package reach; nothing where they are red, or take too long for a corpus. */
export function reachedFunctions(
  parser: GoParser,
  dir: string,
  signal: AbortSignal,
): Promise<readonly ReachedFunction[]> {
  return withFolder(async (folder) => {
    const profile = join(folder, "cover.out");
    const args = ["test", "-count=1", "-timeout=60s", `-coverprofile=${profile}`, "."];
    const options = { cwd: dir, env: process.env, timeoutMs: 300_000 };
    const { code, stdout } = await run("go", args, options, signal);
    signal.throwIfAborted();
    const seconds = Number(/^ok\s+\S+\s+([\d.]+)s/m.exec(stdout)?.[1] ?? Number.POSITIVE_INFINITY);
    if (code !== 0 || seconds > longest) return [];
    const lines = reachedLines(readFileSync(profile, "utf8"));
    return [...lines].flatMap(([name, reached]) => functionsAt(parser, join(dir, name), reached));
  });
}

/** `import/path/file.go:3.20,5.2 1 7`: where each block that ran begins, by the file's name. */
function reachedLines(profile: string): ReadonlyMap<string, ReadonlySet<number>> {
  const lines = new Map<string, Set<number>>();
  for (const [, path = "", line] of profile.matchAll(/^(.+\.go):(\d+)\.\d+,\d+\.\d+ \d+ [1-9]\d*$/gm)) {
    const name = basename(path);
    lines.set(name, (lines.get(name) ?? new Set()).add(Number(line)));
  }
  return lines;
}

function functionsAt(
  parser: GoParser,
  file: string,
  reached: ReadonlySet<number>,
): readonly ReachedFunction[] {
  const text = readFileSync(file, "utf8");
  const { decls, generated } = indexFile(parser, text);
  if (generated) return [];
  const functions = decls.filter((d): d is FuncDecl => d.kind === "func");
  const once = (name: string): boolean => functions.filter((f) => f.name === name).length === 1;
  return functions.flatMap(({ name, ident, body }) => {
    if (body === undefined || /^(?:main|init|_)$/.test(ident) || !once(name)) return [];
    const [from, to] = [lineAt(text, body.start), lineAt(text, body.end)];
    // A body on one line holds too little to be changed in several ways.
    const ran = [...reached].some((line) => line >= from && line <= to);
    return ran && to > from + 1 ? [{ file, name }] : [];
  });
}
