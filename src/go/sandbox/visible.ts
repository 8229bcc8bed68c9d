import { join, relative } from "node:path";
import { within } from "../process/within";
import { type Followed, follow, type Link } from "./links";
import type { SandboxNeeds } from "./policy";
import { secretsOf } from "./secrets";
import { systemPlaces } from "./system-places";

/**
 * One thing that a program in the sandbox sees. Whatever is not below one of these is not there. Paths are absolute and
 * without symbolic links; one that lies in another one goes before it.
 */
export type Seen =
  /** A file or folder as it is; nothing in it can be changed. */
  | { readonly kind: "readable"; readonly path: string; readonly folder: boolean }
  /** It can be written, or what is at `from` instead of it. */
  | { readonly kind: "writable"; readonly path: string; readonly from: string; readonly folder: boolean }
  /** Part of what is seen otherwise, and empty; nothing in it can be changed. */
  | { readonly kind: "hidden"; readonly path: string; readonly folder: boolean }
  /** An empty folder that can be filled up to this size; what is written there is lost. */
  | { readonly kind: "scratch"; readonly path: string; readonly bytes: number }
  /** A symbolic link in what is not there otherwise, by which something is reached. */
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/** What any program may write to, and the folder of the run's own, in bytes. Both are in memory, and count as such. */
const sharedBytes = 64 << 20;
const ownBytes = 512 << 20;

/**
 * What a command sees: the system's programs, what it needs, and nothing else. Of what is asked for one path the later
 * one counts, and of two paths the deeper one: a module below the home folder is visible, a .ssh below a module that is
 * the home folder is not.
 */
export function visible(needs: SandboxNeeds, home: string): readonly Seen[] {
  const found = (path: string) => follow(path) ?? [];
  const shown = (needs.shown ?? []).flatMap(found);
  const wanted = [...[...systemPlaces(), ...needs.readable, needs.cwd].flatMap(found), ...shown];
  const asked = [
    ...hidden(home),
    ...wanted.map(asItIs).filter((s) => !isLaidOver(s.path, needs)),
    ...["/tmp", "/var/tmp"].flatMap((path) => scratch(path, sharedBytes)),
    ...scratch(needs.writableTemp, ownBytes),
    ...(needs.back ?? []).flatMap((path) => writable(path)),
    ...laidOver(needs),
    ...shown.map(asItIs),
    ...[...secretsOf(home), ...(needs.hidden ?? [])]
      .flatMap(hidden)
      .filter(({ path }) => !shown.some(({ real }) => within(path, real))),
  ];
  const places = needed(asked);
  const links = new Map(wanted.flatMap((found) => found.links).map((link) => [link.path, link]));
  const missing = [...links.values()].filter(({ path }) => !isThere(enclosing(places, path)));
  return [
    ...places,
    ...[...missing, ...inHome(needs, home)].map((link): Seen => ({ kind: "link", ...link })),
  ];
}

/** What is shown of the person's home folder is looked for in the one that stands for it. */
const inHome = ({ shown = [], writableTemp }: SandboxNeeds, home: string): readonly Link[] =>
  shown.flatMap((path) => {
    const temp = follow(writableTemp)?.real;
    if (temp === undefined || !within(path, home) || follow(path) === undefined) return [];
    return [{ path: join(temp, relative(home, path)), target: path }];
  });

type Place = Exclude<Seen, { kind: "link" }>;

/** What is asked for one path; nothing where there is nothing. */
const place =
  (make: (found: Followed) => Place) =>
  (path: string): readonly Place[] => {
    const found = follow(path);
    return found === undefined ? [] : [make(found)];
  };

const asItIs = ({ real, folder }: Followed): Place => ({ kind: "readable", path: real, folder });
const readable = place(asItIs);
const hidden = place(({ real, folder }) => ({ kind: "hidden", path: real, folder }));
const scratch = (path: string, bytes: number) =>
  place(({ real }) => ({ kind: "scratch", path: real, bytes }))(path);
const writable = (path: string, from = path) =>
  place(({ real, folder }) => ({ kind: "writable", path: real, from, folder }))(path);

function laidOver({ laid }: SandboxNeeds): readonly Place[] {
  return laid === undefined ? [] : [...writable(laid.at, laid.from), ...laid.beneath.flatMap(readable)];
}

/** What lies below a folder that another one stands for is seen as it is in that one. */
function isLaidOver(path: string, { laid }: SandboxNeeds): boolean {
  const at = laid === undefined ? undefined : follow(laid.at)?.real;
  return at !== undefined && path.startsWith(`${at}/`);
}

/** One for each path, parents first, without those that change nothing; never the file system as a whole. */
function needed(asked: readonly Place[]): readonly Place[] {
  const byPath = new Map(asked.filter((p) => p.path !== "/").map((p) => [p.path, p]));
  const depth = ({ path }: Place) => path.split("/").length;
  const kept: Place[] = [];
  for (const place of [...byPath.values()].sort((a, b) => depth(a) - depth(b))) {
    const around = enclosing(kept, place.path);
    if (place.kind === "readable" && around?.kind === "readable") continue;
    if (place.kind === "hidden" && (around === undefined || around.kind === "hidden")) continue;
    kept.push(place);
  }
  return kept;
}

/** Whether what a folder holds is seen where nothing is said about it. */
const isThere = (place: Place | undefined): boolean =>
  place?.kind === "readable" || place?.kind === "writable";

const enclosing = (places: readonly Place[], path: string): Place | undefined =>
  places.findLast((p) => path.startsWith(`${p.path}/`));
