import { spawnSync } from "node:child_process";

/** Who runs the command line. */
export interface User {
  readonly name: "root" | "ordinary user";
  readonly uid: number;
  /** Goes before a command, so that this user runs it. */
  readonly as: readonly string[];
}

/** Nobody's number on any system: no account is made for it. */
const ordinaryUid = 64_321;

/** Both where the caller is root, else the caller alone. */
export function usersHere(): readonly User[] {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return [{ name: "ordinary user", uid, as: [] }];
  const setpriv = ["setpriv", "--reuid", `${ordinaryUid}`, "--regid", `${ordinaryUid}`, "--clear-groups"];
  return [
    { name: "root", uid, as: [] },
    { name: "ordinary user", uid: ordinaryUid, as: setpriv },
  ];
}

/** Gives a folder and all below it to a user. Symbolic links are not followed. */
export function give(path: string, { uid }: User): void {
  if (uid === process.getuid?.()) return;
  const done = spawnSync("chown", ["-hR", `${uid}:${uid}`, path], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`chown: ${done.stderr}`);
}
