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
import { type Seen, tryAttack } from "./harness/try-attack";
import { give, type User, usersHere } from "./harness/user";
import { type Broken, brokenBy } from "./harness/verdict";
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
  /** What is seen of attacks that are tried together; undefined where they have to be told apart. */
  const tryOnce = async (together: readonly Attack[]): Promise<readonly Tried[] | undefined> => {
    signal.throwIfAborted();
    const [attack, ...others] = together as [Attack];
    const place = free.pop() ?? (await makePlace(folder, caches, user));
    const seen = await tryAttack(place, attack, others, circumstances, signal);
    const broken = brokenBy(attack, protection, seen);
    say(lineOf(together, seen, broken));
    // What an attack has changed would hide what the next one does.
    if (broken.length === 0) free.push(place);
    else place.end();
    const alike = broken.length === 0 && (seen.outcome === "passing" || protection === "neither");
    if (others.length > 0 && !alike) return undefined;
    return together.map((one) => ({ attack: one, user: user.name, protection, seen, broken }));
  };
  try {
    await inTurns(grouped(chosen), jobs, async (together) => {
      const found = await tryOnce(together);
      if (found !== undefined) return void tried.push(...found);
      for (const attack of together) tried.push(...((await tryOnce([attack])) ?? []));
    });
    return tried;
  } finally {
    for (const place of free) place.end();
  }
}

/** As many as one test process does one after the other: only where all of them get nothing is that enough. */
const mostTogether = 10;

function grouped(chosen: readonly Attack[]): readonly (readonly Attack[])[] {
  const groups: Attack[][] = [];
  const open: Attack[][] = [];
  for (const attack of chosen) {
    const { kind, by, alone, flags } = attack;
    const single = kind !== "escape" || by.via !== "payload" || alone === true || flags !== undefined;
    const last = open.at(-1);
    if (single) groups.push([attack]);
    else if (last !== undefined && last.length < mostTogether) last.push(attack);
    else open.push([attack]);
  }
  return [...open, ...groups];
}

function lineOf(together: readonly Attack[], seen: Seen, broken: readonly Broken[]): string {
  const { outcome, code, ms, peakMib, reason } = seen;
  const what = broken.map(({ breach, text }) => `\n    ${breach}: ${text}`).join("");
  const why = reason.slice(0, 160).replace(/\s+/g, " ");
  const names = together.map(({ name }) => name).join(" + ");
  return `  ${names}: ${outcome || "-"} (${code}), ${Math.round(ms)} ms, ${peakMib} MiB: ${why}${what}`;
}

/** A user's own; what Go and Stubwright would build first was built once for all of them. */
function cachesOf(folder: string, user: User): string {
  const caches = join(folder, `caches-${user.uid}`);
  if (existsSync(caches)) return caches;
  mkdirSync(join(caches, "modules"), { recursive: true });
  mkdirSync(join(caches, "stubwright"));
  cpSync(builtLibrary(folder), join(caches, "go-build"), { recursive: true });
  const helpers = join(cacheDir(process.env), "helper");
  if (existsSync(helpers)) cpSync(helpers, join(caches, "stubwright/helper"), { recursive: true });
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
  // What is let in without a sandbox is let in: it is counted, and is no failure. Nor is what the documents tell.
  const told = tried.filter((t) => t.broken.length > 0 && t.attack.told?.includes(t.protection) === true);
  const failures = tried
    .filter((t) => t.protection !== "--no-sandbox" && !told.includes(t))
    .flatMap(({ attack, user, protection, broken }) =>
      broken.map(({ breach, text }) => `${attack.name} (${user}, ${protection}): ${breach}: ${text}`),
    );
  const go = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).stdout.trim().replace(/^go/, "Go ");
  const where = `${go} on ${process.platform} ${process.arch}, ${availableParallelism()} cores. ${attacks.length} attacks.`;
  const names = [...new Set(told.map((t) => `${t.attack.name} under ${t.protection}`))].join(", ");
  const notStopped = `Not stopped, and told in [Security](security.md#protection): ${names}.`;
  const text = [where, countsOf(tried), ...(names === "" ? [] : [notStopped])].join("\n\n");
  return { text, tried: tried.length, failures };
}
