import { readFile } from "node:fs/promises";
import { problem } from "../core/problem/codes";
import { fail, ok, type Result } from "../core/result";
import type { GoParser } from "../core/syntax/tree";
import { isPromptLine, taskOfPrompt } from "./import-prompts";
import { parseTask, type Task } from "./task";

/** Which tasks of a suite a call wants. */
export interface Pick {
  readonly tasks: readonly string[] | undefined;
  /** Each n-th, the first included. */
  readonly every: number;
}

/** Reads suites: lines of tasks, or of prompts with a reference and tests, which become tasks. */
export async function readSuites(
  files: readonly string[],
  parser: GoParser,
  pick: Pick,
): Promise<Result<readonly Task[]>> {
  const tasks: Task[] = [];
  for (const file of files) {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) return fail(problem("file-unreadable", { file }));
    for (const [i, line] of text.split("\n").entries()) {
      if (line.trim() === "") continue;
      const task = taskOfLine(line, `${file}:${i + 1}`, parser);
      if (!task.ok) return task;
      if (tasks.some((t) => t.open.id === task.value.open.id)) {
        const { id } = task.value.open;
        return fail(problem("duplicate-task", { where: `${file}:${i + 1}`, id }));
      }
      tasks.push(task.value);
    }
  }
  const missing = pick.tasks?.filter((id) => !tasks.some((t) => t.open.id === id)) ?? [];
  if (missing.length > 0) return fail(problem("no-such-task", { ids: missing }));
  const named = tasks.filter((t) => pick.tasks?.includes(t.open.id) ?? true);
  const chosen = named.filter((_, i) => i % pick.every === 0);
  return chosen.length > 0 ? ok(chosen) : fail(problem("empty-suite", {}));
}

function taskOfLine(line: string, where: string, parser: GoParser): Result<Task> {
  const raw = json(line);
  return isPromptLine(raw) ? taskOfPrompt(parser, raw) : parseTask(line, where);
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // parseTask says what is wrong with it.
  }
}
