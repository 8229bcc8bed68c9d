import { type Dirent, existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { within } from "../process/within";
import { placeCopy } from "./copy-in-place";
import { follow } from "./links";
import type { SandboxNeeds, Wrap } from "./policy";
import { type Seen, visible } from "./visible";

/** What a command may do with a path and all that is below it. A name in a listed folder says nothing of its content. */
interface Permit {
  readonly may: "list" | "read" | "write";
  readonly path: string;
}

/** A folder with more to be told apart is left out as a whole: each costs a rule. */
const mostPermits = 1_000;

/** What a program reads of itself and its system, and devices that keep nothing. */
const system: readonly Permit[] = [
  { may: "read", path: "/proc" },
  ...["null", "zero", "full", "random", "urandom"].map(
    (name): Permit => ({ may: "write", path: join("/dev", name) }),
  ),
];

/**
 * Where nothing can be mounted: the launcher, which the command has to be, lets the program open what is visible. What
 * is hidden in a folder is kept out by naming all else in it, so that names are seen and contents are not. Nothing can be
 * laid over a folder: the command starts in the copy instead.
 */
export function landlock(home: string): Wrap {
  return (command, args, needs) => {
    linkInTemp(needs, home);
    const rules = permits(needs, home).flatMap(({ may, path }) => [`-${may}`, path]);
    return { command, args: ["-landlock", ...inCopy(needs), ...rules, ...args] };
  };
}

function inCopy({ laid, cwd, shown = [], hidden = [] }: SandboxNeeds): readonly string[] {
  if (laid === undefined) return [];
  const real = (path: string) => follow(path)?.real ?? path;
  const at = real(laid.at);
  const copy = placeCopy(laid);
  // They are left out of copies, and a test may look whether they are there.
  for (const path of [...shown, ...hidden].map(real).filter((one) => one !== at && within(one, at))) {
    const link = join(copy, relative(at, path));
    if (existsSync(link) || !existsSync(path)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(path, link);
  }
  return ["-chdir", join(copy, relative(at, real(cwd)))];
}

/** What is shown of the home folder is looked for in the temporary one. */
function linkInTemp(needs: SandboxNeeds, home: string): void {
  const own = follow(needs.writableTemp)?.real;
  for (const seen of visible(needs, home)) {
    if (seen.kind !== "link" || own === undefined || !within(seen.path, own)) continue;
    mkdirSync(dirname(seen.path), { recursive: true });
    if (lstatSync(seen.path, { throwIfNoEntry: false }) === undefined) symlinkSync(seen.target, seen.path);
  }
}

export function permits(needs: SandboxNeeds, home: string): readonly Permit[] {
  const seen = visible(needs, home);
  const own = follow(needs.writableTemp)?.real;
  const found: Permit[] = [...system];
  for (const place of seen) {
    const may = permission(place, own);
    if (may !== undefined) found.push(...(below({ may, path: place.path }, seen) ?? []));
  }
  return found;
}

/** A shared temporary folder holds other people's files here: nobody gets it. */
function permission(place: Seen, own: string | undefined): Permit["may"] | undefined {
  if (place.kind === "readable") return "read";
  if (place.kind === "writable") return place.from === place.path ? "write" : "read";
  return place.kind === "scratch" && place.path === own ? "write" : undefined;
}

/** The folder, or all in it but what is seen otherwise; undefined where that is too much. */
function below(permit: Permit, seen: readonly Seen[]): readonly Permit[] | undefined {
  const other = seen.filter(
    (s) => s.kind !== "link" && s.path !== permit.path && within(s.path, permit.path),
  );
  const apart = other.filter((s) => s.kind === "hidden");
  return apart.length === 0 ? [permit] : around(permit, new Set(apart.map((s) => s.path)));
}

function around({ may, path }: Permit, apart: ReadonlySet<string>): readonly Permit[] | undefined {
  const made: Permit[] = [{ may: "list", path }];
  const entries = list(path);
  if (entries === undefined) return undefined;
  for (const entry of entries) {
    const at = join(path, entry.name);
    // A link would let in where it leads.
    if (apart.has(at) || entry.isSymbolicLink()) continue;
    const inner = [...apart].some((other) => other.startsWith(`${at}/`));
    const more = inner ? around({ may, path: at }, apart) : [{ may, path: at }];
    if (more === undefined) continue;
    made.push(...more);
    if (made.length > mostPermits) return undefined;
  }
  return made;
}

function list(dir: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
