import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Attack } from "../attack";
import { command, type Ended, limits } from "./command";
import {
  around,
  draftModule,
  fenced,
  goMod,
  payloadModule,
  payloadName,
  right,
  stub,
  test,
  version,
  writeModule,
} from "./go-module";
import { type HostileServer, startHostileServer } from "./hostile-server";
import { type Place, removeAll } from "./place";
import type { Surroundings } from "./protections";
import { give, type User } from "./user";

/** What came of one attack, as it was seen from outside. */
export interface Seen extends Ended {
  /** In the words of the command: `passing`, `exhausted`; empty where it said none. */
  readonly outcome: string;
  /** In its words, why. */
  readonly reason: string;
  readonly proposed: boolean;
  /** Which protection the command said there was. */
  readonly protection: string;
  /** What got out, was reached or was read. */
  readonly escaped: readonly string[];
  /** Files of workspace and home that are other than before. */
  readonly changed: readonly string[];
  /** Characters on the terminal that it would obey, or that hide. */
  readonly unprintable: readonly string[];
}

export interface Circumstances {
  readonly user: User;
  readonly surroundings: Surroundings;
  readonly cli: string;
  /** Every attack, for the module that all payloads share. */
  readonly attacks: readonly Attack[];
}

/** Lays out the module that an attack is for, and gives it to the user. */
function layOut(place: Place, { by }: Attack, { attacks, user }: Circumstances): string {
  const module = join(place.work, "meter");
  const files =
    by.via === "payload"
      ? payloadModule(place, attacks)
      : (by.via === "version" && by.forDrafts !== true) || by.via === "repository"
        ? { "go.mod": goMod, "meter.go": stub, "meter_test.go": test, ...around(place) }
        : draftModule(place);
  mkdirSync(module, { recursive: true });
  writeModule(module, files);
  if (by.via === "repository") {
    writeModule(
      module,
      Object.fromEntries(Object.entries(by.files).map(([path, text]) => [path, place.filled(text)])),
    );
    for (const [program = "", ...args] of by.commands ?? []) {
      const done = spawnSync(program, args.map(place.filled), {
        cwd: module,
        encoding: "utf8",
        timeout: 60_000,
      });
      if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
    }
  }
  // A socket has as many names as any file.
  linkSync(join(place.work, "s.sock"), join(module, "s.sock"));
  give(place.work, user);
  return module;
}

/**
 * Tries an attack in a place, and clears away after it.
 * @param others payloads that one candidate calls after it: what is seen is of all of them
 */
export async function tryAttack(
  place: Place,
  attack: Attack,
  others: readonly Attack[],
  circumstances: Circumstances,
  signal: AbortSignal,
): Promise<Seen> {
  const { flags = [] } = attack;
  const module = layOut(place, attack, circumstances);
  const server = await serverFor(attack);
  const before = place.remember();
  place.listeners.reached();
  try {
    const args = [
      ...(server === undefined ? checkArgs(place, [attack, ...others]) : implementArgs(server, attack)),
      ...limits,
      ...flags,
      ...circumstances.surroundings.flags,
    ];
    const ended = await command(place, { ...circumstances, args, cwd: module }, signal);
    return seen(place, ended, server, before.differences());
  } finally {
    await server?.close();
    clear(place, module);
  }
}

/** The candidate lies beside the workspace: in the home folder it would count as a change. */
function checkArgs(place: Place, together: readonly Attack[]): readonly string[] {
  const [{ by, kind }] = together as [Attack];
  const calls = together.map(({ name }) => `${payloadName(name)}()`).join(" + ");
  const file = join(place.dir, "candidate.txt");
  const text =
    by.via === "payload"
      ? version(`return 3*n + 1, ${calls}`)
      : by.via === "version"
        ? typeof by.text === "string"
          ? by.text
          : by.text()
        : right;
  writeFileSync(file, text);
  const json = kind === "text" ? [] : ["--json"];
  return ["check", "meter.go", "Reading", "--candidate", file, ...json];
}

const implementArgs = ({ url }: HostileServer, { kind }: Attack): readonly string[] => {
  const json = kind === "text" ? [] : ["--json"];
  return ["implement", "meter.go", "Reading", "--server", url, "--budget=2", ...json];
};

/** Where a model is asked, the server that answers. */
async function serverFor({ by }: Attack): Promise<HostileServer | undefined> {
  if (by.via === "server") return startHostileServer(by.behaves, () => fenced(right));
  if (by.via === "draft") {
    const { answer } = by;
    return startHostileServer("", typeof answer === "string" ? () => answer : answer);
  }
  if (by.via === "repository" && by.command === "implement")
    return startHostileServer("", () => fenced(right));
  return undefined;
}

function seen(
  place: Place,
  ended: Ended,
  server: HostileServer | undefined,
  changed: readonly string[],
): Seen {
  const { stdout, stderr } = ended;
  const last = lastObject(stdout);
  const elsewhere = server?.elsewhere() ?? "";
  const escaped = [
    ...new Set([...`${stdout}${stderr}`.matchAll(/ESCAPED [^\n\\"]*/g)].map(([text]) => text)),
    // Where the repository does not build (status 2), its person sees what go says of it, and nobody else.
    ...(ended.code !== 2 && `${stdout}${stderr}`.includes(place.secret)
      ? ["the secret is in what is printed"]
      : []),
    ...(server?.heard().includes(place.secret) === true ? ["the secret is in what the model is told"] : []),
    ...(elsewhere === "" ? [] : [`another host was sent: ${elsewhere.slice(0, 80)}`]),
    ...place.listeners.reached().map((name) => `reached ${name}`),
  ];
  const outcome = String(
    last?.["outcome"] ??
      /^(verified|passing|suggested|rejected|exhausted|broken)\b/m.exec(stdout + stderr)?.[1] ??
      "",
  );
  const edit = last?.["edit"] as { readonly files?: readonly unknown[] } | undefined;
  const diff = /^\+\+\+ /m.test(stdout);
  return {
    ...ended,
    outcome,
    reason: String(last?.["reason"] ?? stderr.trim().split("\n").at(-1) ?? ""),
    proposed: (edit?.files?.length ?? 0) > 0 || (last === undefined && diff),
    protection: protectionIn(stdout),
    escaped,
    changed,
    left: leftBy(ended, place.leftovers()),
    unprintable: last === undefined ? unprintableIn(stdout + stderr) : [],
  };
}

/** What the harness itself ended had no time to clear away. */
const leftBy = ({ over, left }: Ended, files: readonly string[]): readonly string[] =>
  over === undefined ? [...left, ...files] : [];

/** A program reads the last line; everything else is for people. */
function lastObject(stdout: string): Readonly<Record<string, unknown>> | undefined {
  const line = stdout.trimEnd().split("\n").at(-1) ?? "";
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const protectionIn = (stdout: string): string => /"protection":"([\w-]+)"/.exec(stdout)?.[1] ?? "";

const unprintableIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(/(?!\r\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu)]
      .map(([c]) => c)
      .filter((c) => c !== "\n" && c !== "\t")
      .map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`),
  ),
];

function clear(place: Place, module: string): void {
  for (const path of [module, join(place.home, `ran-${place.token}`), join(place.home, "go.mod")])
    removeAll(path);
}
