import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type Environment, run } from "../process/run";

/** Git only reads its index; on a slow disk too. */
const longestMs = 10_000;
/** Whoever has so many repositories in one has them hidden. */
const mostRepositories = 20;

/**
 * Those of the paths that version control knows, as it knows a fixture: who has the repository has them. All of them
 * count as unknown where there is no git.
 */
export async function trackedAmong(
  paths: readonly string[],
  env: Environment,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  // There is no sandbox, and a program of that name in the folder would be started.
  if (process.platform === "win32") return new Set();
  const byRepository = new Map<string | undefined, string[]>();
  for (const path of paths) {
    const root = repositoryOf(dirname(path));
    byRepository.set(root, [...(byRepository.get(root) ?? []), path]);
  }
  const found = new Set<string>();
  for (const [root, below] of [...byRepository].slice(0, mostRepositories)) {
    if (root === undefined) continue;
    const listed = await listTracked(root, below, env, signal);
    // Git names what lies in a folder, not the folder.
    for (const path of below)
      if (listed.some((one) => one === path || one.startsWith(path + sep))) found.add(path);
  }
  return found;
}

function repositoryOf(dir: string): string | undefined {
  for (let at = dir; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** No program that the repository's own settings name is started, and nothing is fetched. */
async function listTracked(
  root: string,
  paths: readonly string[],
  env: Environment,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const own = Object.entries(env).filter(([name]) => !name.startsWith("GIT_"));
  const quiet = { GIT_OPTIONAL_LOCKS: "0", GIT_NO_LAZY_FETCH: "1", GIT_TERMINAL_PROMPT: "0" };
  const settings = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
  const literal = paths.map((path) => relative(root, path));
  const result = await run(
    "git",
    ["--literal-pathspecs", ...settings, "ls-files", "-z", "--full-name", "--", ...literal],
    { cwd: root, env: { ...Object.fromEntries(own), ...quiet, PWD: root }, timeoutMs: longestMs },
    signal,
  );
  if (result.code !== 0) return [];
  return result.stdout.split("\0").flatMap((name) => (name === "" ? [] : [join(root, name)]));
}
