import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SandboxNeeds, Wrap } from "./policy";
import { secretsOf } from "./secrets";

/** Folders whose contents generated code has no business with: other people's files, and sockets of daemons. */
const others = ["/run", "/home", "/root", "/mnt", "/media"];

/** Emptied too, but any program may write there. */
const temporary = ["/tmp", "/var/tmp"];

/** What root could read here that is secret. */
const systemSecrets = [
  "/etc/shadow",
  "/etc/gshadow",
  "/etc/ssh",
  "/etc/ssl/private",
  "/etc/sudoers",
  "/etc/sudoers.d",
];

/** Programs and libraries that some systems keep below a hidden folder. */
const systemBelow = ["/run/current-system", "/run/opengl-driver", "/home/linuxbrew/.linuxbrew"];

/** A file system in memory counts as memory: 64 MiB each. */
const tmpfsBytes = 64 << 20;

interface Mount {
  readonly path: string;
  /** What a path is when several are wanted for it: the later one stays. */
  readonly kind: "hidden" | "emptied" | "readable" | "writable";
  /** What is seen there, where that is something else. */
  readonly from?: string;
}

/**
 * The whole file system read-only, home folders and temporary ones emptied, and what the command needs laid over
 * them again. Mounts are ordered by depth, so that whatever is asked for more precisely wins: a module below /tmp or
 * below the home folder is visible, a .ssh below a module that is the home folder is not.
 */
export function bubblewrap(home: string): Wrap {
  return (command, args, needs) => {
    const of = (kind: Mount["kind"]) => (path: string) =>
      real(path).map((found): Mount => ({ path: found, kind }));
    const mounts = [
      ...temporary.flatMap(of("emptied")),
      ...[...others, home, ...secretsOf(home), ...systemSecrets].flatMap(of("hidden")),
      ...[...systemBelow, ...needs.readable, needs.cwd].flatMap(of("readable")).filter(apartFrom(needs.laid)),
      ...of("writable")(needs.writableTemp),
      ...laidOver(needs),
      ...(needs.hidden ?? []).flatMap(of("hidden")),
    ];
    const sealed = outermost(mounts);
    return {
      command: "bwrap",
      args: [
        "--unshare-all",
        ...(needs.network ? ["--share-net"] : []),
        "--die-with-parent",
        "--new-session",
        // Root keeps its capabilities in there otherwise, and mounts everything writable again.
        ...["--cap-drop", "ALL"],
        ...["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"],
        // The kernel asks who owns a setting, not for a capability: to root it would be open.
        ...["--ro-bind", "/proc/sys", "/proc/sys"],
        // A program's own code lies in /proc/self/mem, and can be written there though it is read-only.
        ...["--remount-ro", "/proc"],
        ...sealed.flatMap(mountArgs),
        ...linksTo([...needs.readable, needs.cwd], sealed),
        // Emptied folders are read-only too, once the places to mount on are made in them.
        ...sealed
          .filter((m) => m.kind === "hidden" && isDirectory(m.path))
          .flatMap((m) => ["--remount-ro", m.path]),
        "--chdir",
        real(needs.cwd)[0] ?? "/",
        "--",
        command,
        ...args,
      ],
    };
  };
}

/** What lies below a folder that another one stands for is seen as it is in that one. */
const apartFrom =
  (laid: SandboxNeeds["laid"]) =>
  ({ path }: Mount): boolean =>
    laid === undefined || !real(laid.at).some((at) => path.startsWith(`${at}/`));

function laidOver({ laid }: SandboxNeeds): readonly Mount[] {
  if (laid === undefined) return [];
  const at = real(laid.at).map((path): Mount => ({ path, kind: "writable", from: laid.from }));
  return [...at, ...laid.beneath.flatMap(real).map((path): Mount => ({ path, kind: "readable" }))];
}

/**
 * Symbolic links by which a path is reached, where what holds them is emptied: a test finds its files by the path that
 * the person gave, as `go test` has it.
 */
function linksTo(paths: readonly string[], mounts: readonly Mount[]): readonly string[] {
  const links = new Map(paths.flatMap(linksOn).filter(([link]) => isEmptied(enclosing(mounts, link))));
  return [...links].flatMap(([link, target]) => ["--symlink", target, link]);
}

/** Every symbolic link on the way to a path by its own real place, and where it leads. */
function linksOn(path: string): readonly (readonly [string, string])[] {
  if (path === dirname(path)) return [];
  const before = linksOn(dirname(path));
  const [parent] = real(dirname(path));
  const [target] = real(path);
  if (parent === undefined || target === undefined) return before;
  const own = join(parent, basename(path));
  return lstatSync(own).isSymbolicLink() ? [...before, [own, target]] : before;
}

const isEmptied = (mount: Mount | undefined): boolean =>
  mount?.kind === "hidden" || mount?.kind === "emptied";

function mountArgs({ path, kind, from = path }: Mount): readonly string[] {
  if (kind === "writable") return ["--bind", from, path];
  if (kind === "readable") return ["--ro-bind", path, path];
  return isDirectory(path)
    ? ["--size", String(tmpfsBytes), "--tmpfs", path]
    : ["--ro-bind", "/dev/null", path];
}

/** One mount for each path, parents first; the file system's root is never hidden. */
function outermost(mounts: readonly Mount[]): readonly Mount[] {
  const byPath = new Map(mounts.filter((m) => m.path !== "/").map((m) => [m.path, m]));
  const depth = (m: Mount) => m.path.split("/").length;
  const sorted = [...byPath.values()].sort((a, b) => depth(a) - depth(b));
  // A hidden path below another hidden one is gone already, unless something between brought it back.
  return sorted.filter((m) => m.kind !== "hidden" || enclosing(sorted, m.path)?.kind !== "hidden");
}

function enclosing(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts.filter((m) => m.path !== path && path.startsWith(`${m.path}/`)).at(-1);
}

/** The path with symbolic links resolved, as mounts need it; nothing where there is nothing. */
function real(path: string): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch {
    return [];
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
