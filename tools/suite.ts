/**
 * `npm run suite [-- DIR]`: makes tune.jsonl and score.jsonl of test/suite in DIR (dist/suite): one task a line, as
 * `stubwright bench` reads them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { type Files, parseTask } from "../src/bench/task";
import { messageOf } from "../src/core/problem/problem-text";

/** Defaults are tuned on one half; the other is scored only when they are frozen. Tasks are paired by kind. */
export const halves = ["tune", "score"] as const;
export type Half = (typeof halves)[number];

export const suiteDir = join(__dirname, "..", "test", "suite");

/** One folder of the suite: a module with stubs, and beside it what a run must not see. */
export interface SuiteTask {
  readonly id: string;
  readonly half: Half;
  /** What the task is about: single, method, generic, errors, parser, concurrency, packages, repair. */
  readonly kind: string;
  readonly target: { readonly file: string; readonly names: readonly string[] };
  /** The module without its tests. */
  readonly files: Files;
  readonly visible: Files;
  readonly hidden: Files;
  readonly reference: Files;
  /** By name: versions that pass the visible tests and are wrong. They are no part of the JSONL. */
  readonly wrong: Readonly<Record<string, Files>>;
}

/** In the order of their ids. Throws when a folder is not a task. */
export function readHalf(half: Half): readonly SuiteTask[] {
  const dir = join(suiteDir, half);
  return readdirSync(dir)
    .sort()
    .map((id) => readFolder(half, id, join(dir, id)));
}

function readFolder(half: Half, id: string, dir: string): SuiteTask {
  const all = textsBelow(dir);
  const about = JSON.parse(all["task.json"] ?? "{}") as Pick<SuiteTask, "kind" | "target">;
  const part = (name: string): Files =>
    Object.fromEntries(
      Object.entries(all).flatMap(([path, text]) =>
        path.startsWith(`${name}/`) ? [[path.slice(name.length + 1), text]] : [],
      ),
    );
  const own = Object.entries(all).filter(
    ([path]) => !/^(task\.json$|hidden\/|reference\/|wrong\/)/.test(path),
  );
  const wrongDir = join(dir, "wrong");
  const wrong = existsSync(wrongDir) ? readdirSync(wrongDir).sort() : [];
  return {
    id,
    half,
    kind: about.kind,
    target: about.target,
    files: Object.fromEntries(own.filter(([path]) => !path.endsWith("_test.go"))),
    visible: Object.fromEntries(own.filter(([path]) => path.endsWith("_test.go"))),
    hidden: part("hidden"),
    reference: part("reference"),
    wrong: Object.fromEntries(wrong.map((name) => [name, part(`wrong/${name}`)])),
  };
}

function textsBelow(dir: string): Files {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [relative(dir, path).split(sep).join("/"), readFileSync(path, "utf8")]),
  );
}

/** The task as a line of JSONL, without its end. Throws when the benchmark could not read it. */
export function taskLine({ id, files, target, visible, hidden, reference }: SuiteTask): string {
  const line = JSON.stringify({ id, files, target, visible, hidden, reference });
  const read = parseTask(line, id);
  if (!read.ok) throw new Error(messageOf(read.error));
  return line;
}

function main(): void {
  const out = resolve(process.argv[2] ?? join(__dirname, "..", "dist", "suite"));
  mkdirSync(out, { recursive: true });
  for (const half of halves) {
    const lines = readHalf(half).map((task) => `${taskLine(task)}\n`);
    writeFileSync(join(out, `${half}.jsonl`), lines.join(""));
    console.log(`${join(out, `${half}.jsonl`)}: ${lines.length} tasks`);
  }
}

if (require.main === module) main();
