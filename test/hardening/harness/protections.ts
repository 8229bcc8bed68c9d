import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What keeps generated code in, as the command line finds it or is told. */
export const protections = ["bubblewrap", "Landlock", "neither", "--no-sandbox"] as const;
export type Protection = (typeof protections)[number];

/** How the command line is started so that it finds this protection and no other. */
export interface Surroundings {
  readonly path: string;
  /** Goes before the command. */
  readonly before: readonly string[];
  readonly flags: readonly string[];
}

/** @param dir where a folder for PATH and a small program are made */
export function surroundings(dir: string): Readonly<Record<Protection, Surroundings>> {
  const all = folders().join(delimiter);
  const without = programs(join(dir, "programs"), ["bwrap"]);
  return {
    bubblewrap: { path: all, before: [], flags: [] },
    Landlock: { path: without, before: [], flags: [] },
    neither: { path: without, before: [withoutLandlock(dir)], flags: [] },
    "--no-sandbox": { path: all, before: [], flags: ["--no-sandbox"] },
  };
}

/** Those on PATH that every user may look into. */
const folders = (): readonly string[] =>
  (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !/^\/(?:root|home)\//.test(folder));

/** A folder with links to every program on PATH but some. */
function programs(dir: string, but: readonly string[]): string {
  mkdirSync(dir, { recursive: true });
  const seen = new Set(but);
  for (const folder of folders()) {
    for (const name of list(folder)) {
      if (seen.has(name)) continue;
      const real = target(join(folder, name));
      if (real === undefined) continue;
      seen.add(name);
      symlinkSync(real, join(dir, name));
    }
  }
  return dir;
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function target(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Builds the program below: for what it starts, the kernel has no Landlock. */
function withoutLandlock(dir: string): string {
  const program = join(dir, "without-landlock");
  const source = join(__dirname, "without-landlock.go");
  const built = spawnSync("go", ["build", "-o", program, source], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`without-landlock: ${built.stderr}`);
  return program;
}
