import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Listeners, listen } from "./listeners";
import { changes, type Print, printOf } from "./print";
import { give, type User } from "./user";

/** Where one attack after the other is tried: a home folder, a workspace and what must not be reached, all marked. */
export interface Place {
  readonly dir: string;
  readonly home: string;
  /** Holds repositories. */
  readonly work: string;
  /** The temporary folder of the command line. */
  readonly tmp: string;
  /** Folders of Go and of Stubwright that all places of a user share. */
  readonly caches: string;
  /** Other folders with a secret in them. */
  readonly outside: readonly string[];
  /** In every secret, and nowhere else. */
  readonly secret: string;
  /** Part of every path here, and of the names of whatever an attack makes. */
  readonly token: string;
  readonly listeners: Listeners;
  /** The text with the names of places in it replaced: `{{home}}`. */
  filled(text: string): string;
  /** Remembers every byte that must stay. */
  remember(): { differences(): readonly string[] };
  /** What lies where nothing of an attack may be left. It is removed. */
  leftovers(): readonly string[];
  end(): void;
}

/** Below a home folder, each with the secret in it. */
const secretsOfHome = [
  ".ssh/id_ed25519",
  ".netrc",
  ".bash_history",
  ".config/gcloud/credentials.json",
  ".cache/other-program/token",
  "Documents/plan.txt",
];

/** Where programs leave things in common; an attack's names hold the token. */
const common = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/etc", "/usr/local/bin", "/etc/cron.d"];

/** Folders that nobody's repository lies in. */
const outsideIn = ["/var/tmp", "/dev/shm", "/srv", "/opt"];

/** What the toolchain writes for the person, as without us. */
const written = [".config/go/telemetry"];

/** @param dir an own folder of a call, which others may enter */
export async function makePlace(dir: string, caches: string, user: User): Promise<Place> {
  const token = `hardening-${randomBytes(6).toString("hex")}`;
  const secret = `CANARY-${randomBytes(9).toString("hex")}`;
  const own = join(dir, token);
  const [home, work, tmp] = ["home", "work", "tmp"].map((name) => join(own, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [home, work, tmp, ...written.map((path) => join(home, path))])
    mkdirSync(folder, { recursive: true });
  for (const path of secretsOfHome) write(join(home, path), `${secret}\n`);
  write(join(home, ".bashrc"), "# nothing\n");
  write(join(work, "another/secret.txt"), `${secret}\n`);
  const outside = outsideIn.flatMap((parent) => made(join(parent, token)));
  for (const folder of outside) write(join(folder, "secret.txt"), `${secret}\n`);
  give(own, user);
  for (const folder of outside) give(folder, user);
  const sockets = [...outside.slice(0, 1), home, work].map((folder) => join(folder, "s.sock"));
  const listeners = await listen([...sockets, `@${token}`]);
  for (const socket of sockets) chmodSync(socket, 0o777);
  const names: Readonly<Record<string, string>> = {
    home,
    work,
    token,
    caches,
    outside: outside.join(":"),
    tcp4: listeners.tcp4,
    tcp6: listeners.tcp6,
    udp4: listeners.udp4,
    abstract: `@${token}`,
    socket: sockets.join(":"),
    harness: `${process.pid}`,
  };
  return {
    dir: own,
    home,
    work,
    tmp,
    caches,
    outside,
    secret,
    token,
    listeners,
    filled: (text) => text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => names[name] ?? whole),
    remember() {
      const look = (): readonly Print[] => [
        printOf(home, written),
        printOf(work),
        ...outside.map((o) => printOf(o)),
      ];
      const before = look();
      return { differences: () => look().flatMap((now, i) => changes(before[i] ?? new Map(), now)) };
    },
    leftovers: () => [...emptied(tmp), ...strangers(token, outside), ...inCaches(caches, token)],
    end() {
      listeners.close();
      for (const folder of [own, ...outside]) removeAll(folder);
    },
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Nothing where the user may not make a folder. */
function made(path: string): readonly string[] {
  try {
    mkdirSync(path);
    return [path];
  } catch {
    return [];
  }
}

function emptied(tmp: string): readonly string[] {
  return readdirSync(tmp).map((name) => {
    removeAll(join(tmp, name));
    return `the temporary folder ${name}`;
  });
}

/** Names with the token in them, but our own. */
const strangers = (token: string, outside: readonly string[]): readonly string[] =>
  common.flatMap((folder) =>
    names(folder)
      .map((name) => join(folder, name))
      .filter((path) => path.includes(token) && !outside.includes(path))
      .map((path) => {
        removeAll(path);
        return path;
      }),
  );

/** What the person's next build would use. */
const inCaches = (caches: string, token: string): readonly string[] =>
  below(caches).filter((path) => path.slice(caches.length).includes(token));

const below = (root: string): readonly string[] =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name))
    : [];

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Also where the modes of folders forbid it, and however deep they are. */
export function removeAll(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
    spawnSync("chmod", ["-R", "u+rwX", path], { stdio: "ignore" });
  // Node's own removal gives up where a path is longer than the system takes.
  spawnSync("rm", ["-rf", "--", path], { stdio: "ignore" });
}

/** A folder for all places of a call, which any user may pass through. */
export function callFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "stubwright-hardening-"));
  chmodSync(dir, 0o755);
  return dir;
}
