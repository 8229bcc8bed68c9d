import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { inTurns } from "../../src/go/process/in-turns";
import { cacheDir } from "../../src/session/cache";
import type { Attack } from "./attack";
import { attacks, inPart } from "./attacks";
import { goMod, reachImports, writeModule } from "./harness/go-module";
import { callFolder, makePlace, type Place, removeAll } from "./harness/place";
import { type Protection, type Surroundings, surroundings } from "./harness/protections";
import { countsOf, type Tried } from "./harness/table";
import { tryAttack } from "./harness/try-attack";
import { give, type User, usersHere } from "./harness/user";
import { brokenBy } from "./harness/verdict";
import type { HardeningOptions, HardeningReport, HardeningSuite, Say } from "./suite";

/** What is tried under which protection, by whom. */
interface Round {
  readonly user: User;
  readonly protection: Protection;
  readonly attacks: readonly Attack[];
}

/** What all rounds stand on. */
interface Ground {
  readonly folder: string;
  readonly cli: string;
  readonly surroundings: Readonly<Record<Protection, Surroundings>>;
}

export const suite: HardeningSuite = { name: "attacks", run };

async function run(options: HardeningOptions, say: Say, signal: AbortSignal): Promise<HardeningReport> {
  const folder = callFolder();
  try {
    const ground = { folder, cli: builtCopy(folder), surroundings: surroundings(folder) };
    const tried: Tried[] = [];
    for (const round of roundsOf(options)) {
      say(`${round.protection}, ${round.user.name}: ${round.attacks.length} attacks`);
      tried.push(...(await tryRound(round, ground, options.jobs, say, signal)));
    }
    return reportOf(tried);
  } finally {
    removeAll(folder);
  }
}

/** Without a sandbox only what tries to get out is tried, and never as root: it would. */
function roundsOf({ part, only, protection, user }: HardeningOptions): readonly Round[] {
  const chosen = attacks.filter(
    (a) => (!part || inPart.includes(a.name)) && `${a.kind} ${a.name}`.includes(only),
  );
  const all = (["bubblewrap", "Landlock", "neither"] as const).flatMap((p) =>
    usersHere().map((u): Round => ({ user: u, protection: p, attacks: chosen })),
  );
  const open = usersHere()
    .filter((u) => u.name !== "root")
    .map((u): Round => ({ user: u, protection: "--no-sandbox", attacks: chosen.filter(isEscape) }));
  if (part) return all.filter((r) => r.protection === "bubblewrap" && r.user.uid === process.getuid?.());
  return [...all, ...open].filter(
    (r) =>
      r.attacks.length > 0 &&
      (protection ?? r.protection) === r.protection &&
      (user ?? r.user.name) === r.user.name,
  );
}

const isEscape = ({ kind }: Attack): boolean => kind === "escape";

/** What is built, where every user may read it. */
function builtCopy(folder: string): string {
  const built = join(__dirname, "../../dist");
  if (!existsSync(join(built, "cli.js"))) throw new Error("dist/cli.js is missing: npm run build");
  cpSync(built, join(folder, "dist"), { recursive: true });
  return join(folder, "dist/cli.js");
}

async function tryRound(
  { user, protection, attacks: chosen }: Round,
  { folder, cli, surroundings: all }: Ground,
  jobs: number,
  say: Say,
  signal: AbortSignal,
): Promise<readonly Tried[]> {
  const caches = cachesOf(folder, user);
  const free: Place[] = [];
  const tried: Tried[] = [];
  const circumstances = { user, cli, attacks, surroundings: all[protection] };
  try {
    await inTurns(chosen, jobs, async (attack) => {
      signal.throwIfAborted();
      const place = free.pop() ?? (await makePlace(folder, caches, user));
      const seen = await tryAttack(place, attack, circumstances, signal);
      const broken = brokenBy(attack, protection, seen);
      tried.push({ attack, user: user.name, protection, seen, broken });
      const what = broken.map(({ breach, text }) => `\n    ${breach}: ${text}`).join("");
      const { outcome, code, ms, peakMib, reason } = seen;
      const why = reason.slice(0, 160).replace(/\s+/g, " ");
      say(
        `  ${attack.name}: ${outcome || "-"} (${code}), ${Math.round(ms)} ms, ${peakMib} MiB: ${why}${what}`,
      );
      // What an attack has changed would hide what the next one does.
      if (broken.length === 0) free.push(place);
      else place.end();
    });
    return tried;
  } finally {
    for (const place of free) place.end();
  }
}

/** A user's own; the standard library in it was built once for all of them. */
function cachesOf(folder: string, user: User): string {
  const caches = join(folder, `caches-${user.uid}`);
  if (existsSync(caches)) return caches;
  mkdirSync(join(caches, "modules"), { recursive: true });
  mkdirSync(join(caches, "stubwright"));
  cpSync(builtLibrary(folder), join(caches, "go-build"), { recursive: true });
  give(caches, user);
  return caches;
}

/** What the modules of all attacks import, as go builds and tests it, in a cache that is kept between calls. */
function builtLibrary(folder: string): string {
  const cache = join(cacheDir(process.env), "hardening");
  const module = join(folder, "library");
  const imports = attacks.flatMap(({ by }) => (by.via === "payload" ? by.imports : []));
  const all = [...new Set([...imports, ...reachImports, "testing"])]
    .map((path) => `\t_ "${path}"\n`)
    .join("");
  writeModule(module, {
    "go.mod": goMod,
    "all.go": "package meter\n",
    "all_test.go": `package meter\n\nimport (\n${all})\n`,
  });
  const env = { ...process.env, GOCACHE: cache };
  const done = spawnSync("go", ["test", "."], { cwd: module, env, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`go test: ${done.stdout}${done.stderr}`);
  return cache;
}

function reportOf(tried: readonly Tried[]): HardeningReport {
  const without = (t: Tried): boolean => t.protection === "--no-sandbox";
  const protectedOnes = tried.filter((t) => !without(t));
  const failures = protectedOnes.flatMap(({ attack, user, protection, broken }) =>
    broken.map(({ breach, text }) => `${attack.name} (${user}, ${protection}): ${breach}: ${text}`),
  );
  const go = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).stdout.trim().replace(/^go/, "Go ");
  const where = `${go} on ${process.platform} ${process.arch}, ${availableParallelism()} cores. ${attacks.length} attacks.`;
  return { text: [where, countsOf(tried)].join("\n\n"), tried: tried.length, failures };
}
