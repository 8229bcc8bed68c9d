import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type Problem, problem } from "../../core/problem/codes";
import { byHand, bySetting } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { type Environment, run } from "../process/run";
import { statOf } from "../process/stat-of";
import { type GoPlace, loginShellPlaces, namedPlaces, usualPlaces } from "./go-places";

/** A go command that answered. */
export interface Toolchain {
  /** Absolute path; may be a version manager's shim. */
  readonly go: string;
  readonly goroot: string;
  /** `1.26.8`, as `go env GOVERSION` says it without `go`. */
  readonly version: string;
  /** In words: `PATH`, `Homebrew`, … */
  readonly where: string;
  /** For one go command, milliseconds; five minutes where it is left out. */
  readonly longestMs?: number | undefined;
  /** For one process of the compiler, and for a test run with all its processes, bytes; 4 GiB where it is left out. */
  readonly memoryBytes?: number | undefined;
  /** Every place looked at until this one, in order, with what was found there. */
  readonly tried: readonly TriedPlace[];
}

export interface TriedPlace extends GoPlace {
  readonly found: string;
}

export interface FindGo {
  /** A go command or a GOROOT that the person named; then nothing else is looked at. */
  readonly configured?: string | undefined;
  readonly env: Environment;
  /** Where version managers' shims choose the version from; the home folder. */
  readonly cwd?: string;
  /** Stands for `/` in the places that do not depend on the person. */
  readonly root?: string;
}

/** -overlay needs 1.16; GOTOOLCHAIN and the language version of a file as they are understood here came with 1.21. */
const oldest = "1.21";

/** Finds go where the person, the environment or the usual installers put it. The error names every place tried. */
export async function findGo(options: FindGo, signal: AbortSignal): Promise<Result<Toolchain>> {
  const home = options.env["HOME"] ?? options.env["USERPROFILE"] ?? homedir();
  const around = { env: options.env, home, root: options.root ?? "/" };
  const cwd = options.cwd ?? (isDirectory(home) ? home : resolve("."));
  const tried: TriedPlace[] = [];
  const seek = async (places: readonly GoPlace[]): Promise<Toolchain | undefined> => {
    for (const place of places) {
      if (signal.aborted) return undefined;
      if (tried.some((t) => t.path === place.path)) continue;
      const answer = await ask(place.path, cwd, options.env, signal);
      tried.push({ ...place, found: answer.ok ? `go ${answer.value.version}` : answer.error });
      if (answer.ok) return { go: place.path, where: place.where, tried, ...answer.value };
    }
    return undefined;
  };
  if (options.configured !== undefined && options.configured !== "") {
    const found = await seek(configuredPlaces(resolve(options.configured)));
    return found === undefined ? fail(notUsable(options.configured, tried)) : ok(found);
  }
  const found =
    (await seek(namedPlaces(around))) ??
    (await seek(await loginShellPlaces({ ...around, home: cwd }, signal))) ??
    (await seek(usualPlaces(around)));
  return found === undefined ? fail(notFound(tried)) : ok(found);
}

function configuredPlaces(path: string): readonly GoPlace[] {
  const where = "the path you named";
  if (!isDirectory(path)) return [{ where, path }];
  const exe = process.platform === "win32" ? "go.exe" : "go";
  return [join(path, "bin", exe), join(path, exe)].map((inside) => ({ where, path: inside }));
}

/** Asks a go command for its root and version, without a module's go.mod having a say. */
async function ask(
  go: string,
  cwd: string,
  env: Environment,
  signal: AbortSignal,
): Promise<Result<{ readonly goroot: string; readonly version: string }, string>> {
  if (!isFile(go)) return fail("nothing there");
  const alone = { ...env, GO111MODULE: "off", GOWORK: "off", GOTOOLCHAIN: "local", GOFLAGS: "" };
  const result = await run(
    go,
    ["env", "-json", "GOROOT", "GOVERSION"],
    { cwd, env: alone, timeoutMs: 20_000 },
    signal,
  );
  if (result.end !== "exited" || result.code !== 0)
    return fail(firstLine(result.error || result.stderr) || result.end);
  const answer = parseEnv(result.stdout);
  const version = (answer?.["GOVERSION"] ?? "").replace(/^go/, "").split(" ")[0] ?? "";
  const goroot = answer?.["GOROOT"] ?? "";
  if (version === "" || goroot === "") return fail("not a Go toolchain");
  if (isOlder(version, oldest)) return fail(`go ${version} is older than ${oldest}`);
  return ok({ goroot, version });
}

/** The answer of `go env -json`; undefined when it is none. */
export function parseEnv(text: string): Readonly<Record<string, string>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, string>) : undefined;
  } catch {
    return undefined;
  }
}

/** Compares `1.26.8`, `1.27rc1` and the like; development versions (`devel …`) are taken as newest. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [numbers(version), numbers(than)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbers(version: string): number[] {
  const plain = /^\d+(?:\.\d+)*/.exec(version)?.[0];
  return plain === undefined ? [Number.POSITIVE_INFINITY] : plain.split(".").map(Number);
}

/** One line for each kind of place, for people: a PATH of twenty folders is one place. */
export function describeTried(tried: readonly TriedPlace[]): string {
  const groups = new Map<string, TriedPlace[]>();
  for (const t of tried) groups.set(t.where, [...(groups.get(t.where) ?? []), t]);
  return [...groups].map(([where, list]) => `${where} (${shortened(list).join(", ")})`).join("; ");
}

/** A PATH of twenty folders is not read out. */
function shortened(list: readonly TriedPlace[]): readonly string[] {
  const empty = list.filter((t) => t.found === "nothing there");
  if (empty.length <= few) return list.map(describe);
  const others = list.filter((t) => t.found !== "nothing there").map(describe);
  return [...others, `${empty.length} folders without it`];
}

const few = 3;

const describe = (t: TriedPlace): string => (t.found === "nothing there" ? t.path : `${t.path}: ${t.found}`);

function notFound(tried: readonly TriedPlace[]): Problem {
  return problem("go-not-found", { searched: describeTried(tried) }, byHand("install-go"), bySetting("go"));
}

function notUsable(configured: string, tried: readonly TriedPlace[]): Problem {
  return problem("go-unusable", { configured, searched: describeTried(tried) }, bySetting("go"));
}

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";

function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}

function isDirectory(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}
