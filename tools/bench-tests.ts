/**
 * `npx tsx tools/bench-tests.ts --out DIR [--tasks FILE] [--suite tune|score] [--every N] [--stub]`: how good generated
 * tests are. --tasks takes lines of {id, prompt, metadata: {correct, mutant}}: a right function and a wrong one. --suite
 * takes test/suite: from the reference (with --stub: from the stub alone) tests are written, then run on the reference
 * and on each wrong version. What the model said is kept in DIR/replies.jsonl: a second call asks it nothing twice.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { applyEdit } from "../src/cli/apply";
import { goDeps } from "../src/cli/go";
import { openModel } from "../src/cli/model";
import { ioOfProcess } from "../src/cli/process";
import type { ChatModel, Reply } from "../src/core/model";
import { messageOf } from "../src/core/problem/problem-text";
import { ok, type Result } from "../src/core/result";
import type { TestsResult } from "../src/core/testgen/test-events";
import type { OpenModel } from "../src/model/choose";
import { cacheDir } from "../src/session/cache";
import { defaultTestsBudget, writeTests } from "../src/session/testgen/write";
import { type Half, readHalf } from "./suite";

type Files = Readonly<Record<string, string>>;

interface Job {
  readonly id: string;
  readonly files: Files;
  readonly file: string;
  readonly name: string;
  /** A right version, to be laid over `files`; wrong ones by name. */
  readonly right: Files;
  readonly wrong: Readonly<Record<string, Files>>;
}

interface Line {
  readonly id: string;
  readonly outcome: string;
  readonly reason: string;
  readonly cases: number;
  readonly asItIs: number;
  readonly questions: number;
  readonly killed: number;
  readonly mutants: number;
  readonly calls: number;
  /** Whether the right version is red. */
  readonly accused: boolean | undefined;
  readonly caught: readonly string[];
  readonly missed: readonly string[];
  readonly ms: number;
}

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    tasks: { type: "string" },
    suite: { type: "string" },
    every: { type: "string", default: "1" },
    budget: { type: "string", default: String(defaultTestsBudget) },
    stub: { type: "boolean", default: false },
    "no-as-it-is": { type: "boolean", default: false },
  },
});

const usage = "--out DIR and one of --tasks FILE and --suite tune|score are needed";

/** A right function with what it is asked to do as its comment: the test writer sees no more than a user's would. */
function jobsOfTasks(path: string): readonly Job[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const { id, prompt, metadata } = JSON.parse(line) as {
        id: string;
        prompt: string;
        metadata: { module: string; correct: string; mutant: string };
      };
      const name = /^func (\w+)/m.exec(metadata.correct)?.[1] ?? "";
      const about = prompt.replace(/^Write a Go test \(package \w+\) for /, "");
      const documented = (text: string): string => text.replace(/^func /m, `// ${about}\nfunc `);
      const files = {
        "go.mod": `module ${metadata.module}\n\ngo 1.24\n`,
        "code.go": documented(metadata.correct),
      };
      return {
        id,
        files,
        file: "code.go",
        name,
        right: {},
        wrong: { mutant: { "code.go": documented(metadata.mutant) } },
      };
    });
}

function jobsOfSuite(half: Half, stub: boolean): readonly Job[] {
  return readHalf(half)
    .filter((t) => t.target.names.length === 1)
    .map((t) => ({
      id: `${half}/${t.id}`,
      files: stub ? t.files : { ...t.files, ...t.reference },
      file: t.target.file,
      name: t.target.names[0] ?? "",
      right: t.reference,
      wrong: t.wrong,
    }));
}

function writeFiles(dir: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}

/** `go test`: green, red by a failing test, or not built. */
function goTest(dir: string, pkg: string): Promise<"green" | "red" | "unbuilt"> {
  return new Promise((resolve) => {
    execFile("go", ["test", "-timeout=20s", `./${pkg}`], { cwd: dir }, (error, stdout, stderr) => {
      if (error === null) resolve("green");
      else resolve(/\[(?:build|setup) failed\]/.test(stdout + stderr) ? "unbuilt" : "red");
    });
  });
}

/** Asks the model only what it was not asked before. */
function remembered(model: ChatModel, path: string): ChatModel {
  const known = new Map<string, Reply>();
  if (existsSync(path))
    for (const line of readFileSync(path, "utf8").split("\n").filter(Boolean)) {
      const { key, reply } = JSON.parse(line) as { key: string; reply: Reply };
      known.set(key, reply);
    }
  const through = async (
    asked: unknown,
    call: () => ReturnType<ChatModel["chat"]>,
  ): ReturnType<ChatModel["chat"]> => {
    const key = createHash("sha256").update(JSON.stringify(asked)).digest("hex");
    const old = known.get(key);
    if (old !== undefined) return ok(old);
    const replied = await call();
    if (replied.ok) {
      known.set(key, replied.value);
      appendFileSync(path, `${JSON.stringify({ key, reply: replied.value })}\n`);
    }
    return replied;
  };
  return {
    ...model,
    chat: (messages, sampling, onText, signal) =>
      through([messages, sampling], () => model.chat(messages, sampling, onText, signal)),
    complete: (prompt, sampling, onText, signal) =>
      through([prompt, sampling], () => model.complete(prompt, sampling, onText, signal)),
  };
}

async function main(): Promise<void> {
  const { out, tasks, suite } = values;
  if (out === undefined || (tasks === undefined) === (suite === undefined)) throw new Error(usage);
  mkdirSync(out, { recursive: true });
  const io = ioOfProcess();
  const signal = new AbortController().signal;
  const go = await goDeps(io, { sandbox: true }, signal);
  if (!go.ok) throw new Error(messageOf(go.error));
  const opened = await openModel({}, io, signal);
  if (!opened.ok) throw new Error(messageOf(opened.error));
  const model = remembered(opened.value.model, join(out, "replies.jsonl"));
  const opening = Promise.resolve<Result<OpenModel>>(ok({ ...opened.value, model }));
  const all = tasks === undefined ? jobsOfSuite(suite as Half, values.stub) : jobsOfTasks(tasks);
  const results = join(out, "results.jsonl");
  const done = new Set(
    existsSync(results)
      ? readFileSync(results, "utf8")
          .split("\n")
          .filter(Boolean)
          .map((l) => (JSON.parse(l) as Line).id)
      : [],
  );
  const jobs = all.filter((_, i) => i % Number(values.every) === 0).filter((j) => !done.has(j.id));
  for (const job of jobs) {
    const line = await measure(job);
    appendFileSync(results, `${JSON.stringify(line)}\n`);
    console.log(
      `${line.id}: ${line.outcome}, ${line.killed}/${line.mutants} noticed, caught ${line.caught.length} of ${line.caught.length + line.missed.length}${line.accused === true ? ", ACCUSES THE RIGHT ONE" : ""}. ${line.reason}`,
    );
  }
  summarise(
    readFileSync(results, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((l) => JSON.parse(l) as Line),
  );
  await opened.value.close();

  async function measure(job: Job): Promise<Line> {
    const root = mkdtempSync(join(tmpdir(), "stubwright-bench-tests-"));
    try {
      const dir = join(root, "code");
      writeFiles(dir, job.files);
      const began = Date.now();
      const request = {
        file: join(dir, job.file),
        name: job.name,
        budget: Number(values.budget),
        seed: 1,
        settings: {},
        answers: [],
        characterise: !values["no-as-it-is"],
        cwd: dir,
      };
      const session = { go: go.ok ? go.value : neverHere(), cacheDir: cacheDir(io.env), opening };
      const written = await writeTests(request, session, () => {}, signal);
      const ms = Date.now() - began;
      if (!written.ok)
        return {
          id: job.id,
          outcome: "refused",
          reason: messageOf(written.error),
          cases: 0,
          asItIs: 0,
          questions: 0,
          killed: 0,
          mutants: 0,
          calls: 0,
          accused: undefined,
          caught: [],
          missed: Object.keys(job.wrong),
          ms,
        };
      return { ...(await scored(job, written.value, root)), ms };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }

  async function scored(job: Job, result: TestsResult, root: string): Promise<Omit<Line, "ms">> {
    const base = {
      id: job.id,
      outcome: result.outcome,
      reason: result.reason,
      cases: result.cases.length,
      asItIs: result.cases.filter((c) => c.origin === "code").length,
      questions: result.questions.length,
      killed: result.killed,
      mutants: result.mutants,
      calls: result.calls,
    };
    const { edit } = result;
    if (edit === undefined)
      return { ...base, accused: undefined, caught: [], missed: Object.keys(job.wrong) };
    const run = async (name: string, over: Files) => {
      const dir = join(root, name);
      writeFiles(dir, { ...job.files, ...over });
      const moved = edit.files.map((f) => ({ ...f, file: f.file.replace(join(root, "code"), dir) }));
      const applied = await applyEdit({ files: moved });
      if (!applied.ok) throw new Error(messageOf(applied.error));
      return goTest(dir, dirname(job.file));
    };
    const right = await run("right", job.right);
    const caught: string[] = [];
    const missed: string[] = [];
    for (const [name, files] of Object.entries(job.wrong)) {
      const verdict = await run(`wrong-${name}`, files);
      (verdict === "red" ? caught : missed).push(name);
    }
    return { ...base, accused: right !== "green", caught, missed };
  }
}

const neverHere = (): never => {
  throw new Error("no Go");
};

function summarise(lines: readonly Line[]): void {
  const sum = (of: (l: Line) => number): number => lines.reduce((n, l) => n + of(l), 0);
  const suites = lines.filter((l) => l.accused !== undefined);
  console.log(
    [
      `${lines.length} functions`,
      `${lines.filter((l) => l.outcome === "found").length} suites pass every gate, ${lines.filter((l) => l.outcome === "suggested").length} suggested`,
      `${sum((l) => l.killed)} of ${sum((l) => l.mutants)} mutants noticed`,
      `wrong versions caught: ${sum((l) => l.caught.length)} of ${sum((l) => l.caught.length + l.missed.length)}`,
      `right versions accused: ${suites.filter((l) => l.accused === true).length} of ${suites.length}`,
      `${sum((l) => l.asItIs)} of ${sum((l) => l.cases)} cases only as the code is`,
      `${sum((l) => l.calls)} model calls`,
    ].join("\n"),
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
