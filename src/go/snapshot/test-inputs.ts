import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, normalize } from "node:path";
import { within } from "../process/within";

/** What a test opened, or asked about; an absolute path. */
export interface TestInput {
  readonly how: "open" | "stat";
  readonly path: string;
}

/**
 * What the testing package's log (`-test.testlogfile`) says that a test process read; undefined where that cannot be
 * told again. Of environment variables nothing is told here: all that a process gets are part of the key.
 * @param cwd where the process began
 * @param own its own folder: what lies there it made itself
 */
export function inputsIn(log: string, cwd: string, own: string): readonly TestInput[] | undefined {
  const [head, ...lines] = log.split("\n");
  if (head !== "# test log") return undefined;
  // The last one is empty, or was being written when the process ended: the flush of a stub that was reached.
  lines.pop();
  let at = cwd;
  const inputs = new Map<string, TestInput>();
  for (const line of lines) {
    const [, op, name = ""] = /^(\w+) (.*)$/s.exec(line) ?? [];
    if (op === "getenv") continue;
    const path = normalize(isAbsolute(name) ? name : join(at, name));
    if (op === "chdir") at = path;
    else if (op !== "open" && op !== "stat") return undefined;
    else if (fleeting.some((folder) => within(path, folder)) && path !== "/dev/null") return undefined;
    else if (!within(path, own)) inputs.set(`${op} ${path}`, { how: op, path });
  }
  return [...inputs.values()];
}

/** What stands there is never the same twice. */
const fleeting = ["/dev", "/proc", "/sys"];

/** Bytes; a larger file is not worth reading again. */
const largest = 16 << 20;

/**
 * One line for the state of all inputs; undefined where it cannot be told, as of a program that was started, or where
 * one of them has changed since `before`, so that nobody knows which state the test saw.
 * @param before milliseconds since the epoch; left out, no change is too new
 */
export async function stateOf(
  inputs: readonly TestInput[],
  before = Number.POSITIVE_INFINITY,
): Promise<string | undefined> {
  const hash = createHash("sha256");
  for (const input of inputs) {
    const state = await stateOfOne(input, before);
    if (state === undefined) return undefined;
    hash.update(JSON.stringify([input, state]));
  }
  return hash.digest("hex");
}

/** A clock of a file system ticks up to a hundred times a second, so that a change may bear an earlier time. */
const tickMs = 20;

/** Whether a file is as it was at a time: its name, its content and its mode. */
export const isOlder = ({ mtimeMs, ctimeMs }: Stats, before: number): boolean =>
  Math.max(mtimeMs, ctimeMs) < before - tickMs;

async function stateOfOne({ how, path }: TestInput, before: number): Promise<unknown> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return "none";
  if (!isOlder(found, before)) return undefined;
  if (how === "stat") return describe(found);
  if (found.isDirectory()) return folderState(path, found);
  const program = (found.mode & 0o111) !== 0;
  if (!found.isFile() || program || found.size > largest) return undefined;
  const content = await readFile(path).catch(() => undefined);
  const sum = content === undefined ? "unreadable" : createHash("sha256").update(content).digest("hex");
  return [describe(found), sum];
}

const describe = ({ mode, size, mtimeMs }: Stats): readonly number[] => [mode, size, mtimeMs];

/** What a listing shows of it. */
async function folderState(path: string, found: Stats): Promise<unknown> {
  const names = (await readdir(path).catch(() => [])).sort();
  const each = names.map(async (name) => [name, await stat(join(path, name)).then(describe, () => "none")]);
  return [describe(found), await Promise.all(each)];
}
