import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { accounts, nobody } from "./accounts";
import { follow } from "./links";
import type { Wrap } from "./policy";
import { type Seen, visible } from "./visible";

/** What an emptied folder needs for the places to mount on. */
const emptyBytes = 64 << 10;

/** Memory that processes share by name, in bytes. */
const sharedMemoryBytes = 64 << 20;

/** The devices of every program, and nothing more that can be written but shared memory of a size. */
const devices = [
  ...["--dev", "/dev"],
  ...["--size", String(sharedMemoryBytes), "--tmpfs", "/dev/shm"],
  ...["--remount-ro", "/dev"],
];

/** The kernel asks who owns these, not for a capability: to root they would be open. */
const ofRoot = ["acpi", "asound", "bus", "driver", "fs", "irq", "mtrr", "scsi", "sysrq-trigger"];
/** Which keys the person's session holds. */
const keys = ["keys", "key-users"];

/** Who the command is inside: root alone may be itself there too, without its capabilities. */
export type Inside = "nobody" | "person";

/** An empty file system, in which everything is laid that `visible` names. */
export function bubblewrap(home: string, as: Inside = "nobody"): Wrap {
  return (command, args, needs) => {
    const seen = visible(needs, home);
    const stands = accounts(home);
    return {
      command: "bwrap",
      args: [
        ...["--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"],
        ...(needs.network ? [] : ["--unshare-net"]),
        ...(as === "nobody" && seen.every(isReached) ? asNobody : []),
        "--die-with-parent",
        "--new-session",
        // Root keeps its capabilities in there otherwise, and mounts everything writable again.
        ...["--cap-drop", "ALL"],
        ...devices,
        ...processes(),
        ...seen.flatMap((one) => mountArgs(one, stands)),
        // Emptied folders are read-only too, once the places to mount on are made in them.
        ...seen.flatMap((s) => (s.kind === "hidden" && s.folder ? ["--remount-ro", s.path] : [])),
        ...["--remount-ro", "/"],
        "--chdir",
        follow(needs.cwd)?.real ?? "/",
        "--",
        command,
        ...args,
      ],
    };
  };
}

const asNobody = ["--unshare-user", "--uid", String(nobody), "--gid", String(nobody)];

function processes(): readonly string[] {
  const inProc = (names: readonly string[]) => names.map((name) => join("/proc", name)).filter(existsSync);
  const sealed = ["sys", ...(isRoot() ? ofRoot : [])];
  return [
    ...["--proc", "/proc"],
    ...inProc(sealed).flatMap((path) => ["--ro-bind", path, path]),
    ...inProc(keys).flatMap((path) => ["--ro-bind", "/dev/null", path]),
    // A program's own code lies in /proc/self/mem, and can be written there though it is read-only.
    ...["--remount-ro", "/proc"],
  ];
}

const isRoot = (): boolean => process.getuid?.() === 0;

function mountArgs(one: Seen, stands: ReadonlyMap<string, string>): readonly string[] {
  switch (one.kind) {
    case "readable":
      return ["--ro-bind", stands.get(one.path) ?? one.path, one.path];
    case "writable":
      return ["--bind", one.from, one.path];
    case "scratch":
      return ["--size", String(one.bytes), "--tmpfs", one.path];
    case "hidden":
      return one.folder
        ? ["--size", String(emptyBytes), "--tmpfs", one.path]
        : ["--ro-bind", "/dev/null", one.path];
    case "link":
      return ["--symlink", one.target, one.path];
  }
}

/**
 * Whether root gets there without its capabilities, which do not count in a namespace of its own: not through the
 * private folder of somebody else.
 */
function isReached({ path, kind }: Seen): boolean {
  if (!isRoot() || kind === "link") return true;
  for (let at = dirname(path); at !== "/"; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat !== undefined && stat.uid !== 0 && (stat.mode & 0o001) === 0) return false;
  }
  return true;
}
