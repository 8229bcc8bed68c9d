import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { SandboxBlock } from "../../core/problem/sandbox-block";
import { withFolder } from "../process/temp-dir";
import { within } from "../process/within";
import { follow } from "../sandbox/links";
import { runSandboxed } from "../sandbox/run-sandboxed";
import { secretsOf } from "../sandbox/secrets";
import { systemPlaces } from "../sandbox/system-places";
import { environmentOf, hiddenFrom, readableBy, type TestOutcome } from "./binary";
import type { TestRunContext } from "./isolate";
import { isBelow, outputOf, type RanAlone } from "./ran-alone";

/** A path that is there for the person and not for the test, or that only the person can write to. */
export async function hiddenPath(
  { outcome, folder }: RanAlone,
  ctx: TestRunContext,
  signal: AbortSignal,
): Promise<SandboxBlock | undefined> {
  if (ctx.sandbox.kind === "none") return undefined;
  const paths = new Set([...outcome.observed.paths, ...pathsInWords(outcome, ctx)]);
  const path =
    homePaths(paths, folder, ctx)[0] ??
    (await unseen(foreignPaths(paths, ctx), outcome.observed.opened, ctx, signal))[0];
  signal.throwIfAborted();
  if (path === undefined) return writeProtected(outcome);
  const secret = secretsOf(homeOf(ctx)).some((s) => within(path, s));
  return { path, from: "reading", secret };
}

/** Whether any of these paths leads out of what every test sees. */
export const looksBeyond = (paths: ReadonlySet<string>, folder: string, ctx: TestRunContext): boolean =>
  ctx.sandbox.kind !== "none" && homePaths(paths, folder, ctx).length + foreignPaths(paths, ctx).length > 0;

/** No log has what a process that a panic ended opened, nor sockets; the message may, and is believed where they are there. */
function pathsInWords(outcome: TestOutcome, { build }: TestRunContext): readonly string[] {
  const crashed = outcome.process.stderr.matchAll(/\b(?:open|stat|lstat|exec) (\/\S+?): /g);
  const dialled = outputOf(outcome).matchAll(/\bdial unix (\S+?): /g);
  return [...crashed, ...dialled].map(([, path = ""]) => resolve(build.dir, path));
}

const homeOf = ({ build }: TestRunContext): string => build.go.env["HOME"] ?? homedir();

/** Files that are there in the person's home folder, and were looked for in the one that stands for it. */
function homePaths(paths: ReadonlySet<string>, folder: string, ctx: TestRunContext): readonly string[] {
  return [...paths].flatMap((path) => {
    if (!isBelow(path, folder)) return [];
    const theirs = join(homeOf(ctx), path.slice(folder.length));
    const shown = (ctx.sandbox.allowed?.reads ?? []).some((path) => within(theirs, path));
    return !shown && stat(theirs)?.isFile() === true ? [theirs] : [];
  });
}

/** More are not asked about. */
const mostPaths = 200;

/** What is there for the person, and is not what every test sees. */
function foreignPaths(paths: ReadonlySet<string>, { build, folder }: TestRunContext): readonly string[] {
  const byBothNames = (path: string) => [path, follow(path)?.real ?? path];
  const system = ["/proc", "/dev", ...systemPlaces()];
  const own = [build.moduleDir, folder, build.go.goroot].flatMap(byBothNames);
  const hidden = build.around.hidden.flatMap(byBothNames);
  const isIn = (path: string, places: readonly string[]) => places.some((place) => within(path, place));
  // A link in the module may lead out of it.
  const isOwn = (path: string) => byBothNames(path).every((name) => isIn(name, own) && !isIn(name, hidden));
  return [...paths]
    .filter((path) => !isIn(path, system) && !isOwn(path) && stat(path) !== undefined)
    .slice(0, mostPaths);
}

const stat = (path: string) => {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
};

/** For each path: `-` where it is not there inside or cannot be opened, `0` where it was emptied. A socket cannot be opened. */
const look = `for p; do
  if [ -p "$p" ]; then continue; fi
  if [ ! -r "$p" ] || { [ -f "$p" ] && ! ( : <"$p" ) 2>/dev/null; } || { [ -d "$p" ] && ! ls "$p" >/dev/null 2>&1; }; then echo "- $p"
  elif [ -c "$p" ] || { [ -d "$p" ] && [ -z "$(ls -A "$p")" ]; }; then echo "0 $p"; fi
done`;

/** Asks a shell inside which of these paths the test could not use as it did. */
async function unseen(
  paths: readonly string[],
  opened: ReadonlySet<string>,
  { sandbox, build }: TestRunContext,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  return withFolder(async (folder) => {
    const options = {
      cwd: build.dir,
      readable: readableBy(build),
      hidden: hiddenFrom(build),
      writableTemp: folder,
      env: environmentOf(build, sandbox, folder),
      timeoutMs: 10_000,
    };
    const asked = await runSandboxed(sandbox, "/bin/sh", ["-c", look, "sh", ...paths], options, signal);
    const said = new Set(asked.stdout.split("\n"));
    // That something emptied is there at all is what most who look at it want to know; a socket is dialled.
    const used = (path: string) => opened.has(path) || stat(path)?.isSocket() === true;
    const emptied = (path: string) => used(path) && said.has(`0 ${path}`) && !isEmpty(path);
    // Under Landlock a socket is there, and cannot be connected to.
    const shut = (path: string) =>
      sandbox.kind === "landlock" && stat(path)?.isSocket() === true && build.around.hidden.includes(path);
    return paths.filter((path) => said.has(`- ${path}`) || emptied(path) || shut(path));
  });
}

function isEmpty(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}

const writing =
  /\b(?:open|mkdir|rename|remove|unlinkat|link|symlink|chmod|chtimes|truncate) (\/\S+?)(?: \S+)?: (?:read-only file system|permission denied)/g;

/** Where the person may write and nothing inside may. */
function writeProtected(outcome: TestOutcome): SandboxBlock | undefined {
  const told = [...outputOf(outcome).matchAll(writing)].map(([, path = ""]) => path);
  const path = told.find((at) => isWritable(dirname(at)));
  return path === undefined ? undefined : { path, from: "writing", secret: false };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
