import { problem } from "../core/problem/codes";
import { byHand } from "../core/problem/next";
import { fail, ok, type Result } from "../core/result";

/** File contents by path relative to the task's folder, `/` between segments. */
export type Files = Readonly<Record<string, string>>;

/** What the search may see of a task. */
export interface OpenTask {
  readonly id: string;
  readonly files: Files;
  readonly target: { readonly file: string; readonly names: readonly string[] };
  readonly visible: Files;
}

/** What only the scoring may see. */
export interface SealedTask {
  /** Undefined: the visible tests score, and every report says so. */
  readonly hidden: Files | undefined;
  readonly reference: Files | undefined;
}

export interface Task {
  readonly open: OpenTask;
  readonly sealed: SealedTask;
}

/** Reads one line of a suite. The error says what is wrong with it. */
export function parseTask(line: string, where: string): Result<Task> {
  const wrong = (what: string) => fail(problem("bad-task", { where, what }, byHand("write-task")));
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch (error) {
    return wrong(`not JSON (${(error as Error).message})`);
  }
  if (!isRecord(raw)) return wrong("not an object");
  const { id, files, target, visible, hidden, reference } = raw as Record<string, unknown>;
  if (typeof id !== "string" || id === "") return wrong("no id");
  if (!isFiles(files)) return wrong(`task ${id}: files is not an object of path and text`);
  if (!isFiles(visible ?? {})) return wrong(`task ${id}: visible is not an object of path and text`);
  if (hidden !== undefined && !isFiles(hidden))
    return wrong(`task ${id}: hidden is not an object of path and text`);
  if (reference !== undefined && !isFiles(reference))
    return wrong(`task ${id}: reference is not an object of path and text`);
  if (!isTarget(target)) return wrong(`task ${id}: target is not {file, names}`);
  if (files[target.file] === undefined)
    return wrong(`task ${id}: target file ${target.file} is not among its files`);
  const paths = [files, visible, hidden, reference].flatMap((f) => Object.keys(f ?? {}));
  const outside = paths.find((p) => p.startsWith("/") || p.split("/").includes("..") || p.includes("\\"));
  if (outside !== undefined) return wrong(`task ${id}: ${outside} leads out of the task's folder`);
  return ok({
    open: {
      id,
      files,
      target: { file: target.file, names: target.names },
      visible: (visible ?? {}) as Files,
    },
    sealed: { hidden, reference },
  });
}

const isRecord = (x: unknown): x is Record<string, unknown> =>
  typeof x === "object" && x !== null && !Array.isArray(x);
const isFiles = (x: unknown): x is Files =>
  isRecord(x) && Object.values(x).every((v) => typeof v === "string");
const isTarget = (x: unknown): x is { file: string; names: string[] } =>
  isRecord(x) &&
  typeof x["file"] === "string" &&
  Array.isArray(x["names"]) &&
  x["names"].length > 0 &&
  x["names"].every((n) => typeof n === "string");
