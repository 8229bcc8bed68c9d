import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { linkedVariable, reachedVariable } from "../../core/stub/placeholder";
import type { Environment, ProcessResult } from "../process/run";
import type { Sandbox } from "../sandbox/probe";
import { runSandboxed } from "../sandbox/run-sandboxed";
import { writableCopy } from "../sandbox/writable-copy";
import { goFolders, goInside, scrubbed } from "../toolchain/environment";
import { runGo, tagArgs, withTemp } from "../toolchain/go-command";
import { linkerArgs } from "../toolchain/go-flags";
import type { TestBuild } from "../toolchain/test-build";
import { type Observed, observed } from "./observed";
import { type TestRun, testStream } from "./test2json";
import { watchEnv } from "./watch";

export type Compiled =
  | { readonly kind: "binary"; readonly path: string }
  | { readonly kind: "no-tests" }
  | { readonly kind: "failed"; readonly result: ProcessResult };

/** Internal and external tests in one binary, without symbols: the link is most of what this costs. */
export async function compileTests(
  build: TestBuild,
  overlay: string,
  folder: string,
  signal: AbortSignal,
): Promise<Compiled> {
  const path = join(folder, process.platform === "win32" ? "tests.exe" : "tests");
  const args = [
    "test",
    "-c",
    "-vet=off",
    ...linkerArgs(build.go.flags, `-s -w ${linked(build, folder)}`),
    "-overlay",
    overlay,
    ...tagArgs(build.tags),
    "-o",
    path,
    ".",
  ];
  const result = await runGo(withTemp(build.go, folder), args, build.dir, signal);
  if (result.code !== 0) return { kind: "failed", result };
  if (/\[no test files\]/.test(result.stdout + result.stderr)) return { kind: "no-tests" };
  return { kind: "binary", path };
}

/** Where processes leave their marks that a test starts without its environment: a file in the binary's folder. */
export const unattributedMarks = (folder: string): string => join(folder, "reached");

/** Sets the path in the package under test, which goes by its import path there, or by the name of a command. */
const linked = ({ importPath }: TestBuild, folder: string): string =>
  [importPath, "main"].map((path) => `-X '${path}.${linkedVariable}=${unattributedMarks(folder)}'`).join(" ");

/** A compiled test binary, and where it runs. */
export interface TestBinary {
  readonly sandbox: Sandbox;
  readonly build: TestBuild;
  readonly binary: string;
}

export interface TestRequest {
  /** Top-level names. */
  readonly names: readonly string[];
  /** Only this subtest of the one name, `a` or `a/b`. */
  readonly subtest?: string | undefined;
  /** The binary ends itself after that many milliseconds, with a dump of its goroutines. */
  readonly timeoutMs: number;
  /** One call of a target that lasts longer, with no test ending, ends a binary that is watched; not looked for where it is left out. */
  readonly loopMs?: number;
  /** The one folder it can write. */
  readonly folder: string;
  /** Over its scrubbed environment. */
  readonly env?: Environment;
  /** Further flags of the binary. */
  readonly flags?: readonly string[];
  /** Names this run in its environment, where every run has a name that no other has. */
  readonly id?: string;
}

export interface TestOutcome {
  readonly runs: readonly TestRun[];
  readonly process: ProcessResult;
  readonly observed: Observed;
  /** The testing package came to its own end, whatever that was: its process was not ended behind its back. */
  readonly finished: boolean;
}

/** How much later the process is killed from outside: its own account of a timeout must not be lost. */
const graceMs = 5_000;
/** How much later the testing package ends it, whose dump has no frames of what runs; the watcher's has. */
const watcherFirstMs = 2_000;

/** Runs some tests of a binary in the sandbox, in the package's folder. */
export async function runTests(
  sandbox: Sandbox,
  build: TestBuild,
  binary: string,
  request: TestRequest,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const seal = join(request.folder, `end-${randomUUID()}`);
  const outcome = await runOnce({ sandbox, build, binary }, request, sealFlags(seal), signal);
  // A test may take from its process what the seal needs: its folder, further files.
  if (!outcome.process.stderr.includes(`testing: open ${seal}`))
    return { ...outcome, finished: await isSealed(seal) };
  const again = await runOnce({ sandbox, build, binary }, request, [], signal);
  return { ...again, finished: again.observed.log !== "" };
}

/**
 * The testing package makes this file when its tests are over and not before; what ends the process itself would have to
 * know its name. At this rate the profile is empty and nothing is sampled.
 */
const sealFlags = (seal: string): readonly string[] => [
  `-test.blockprofile=${seal}`,
  "-test.blockprofilerate=0",
];

async function isSealed(seal: string): Promise<boolean> {
  const bytes = await readFile(seal).catch(() => undefined);
  await rm(seal, { force: true });
  return bytes !== undefined && bytes.length > 0;
}

async function runOnce(
  { sandbox, build, binary }: TestBinary,
  request: TestRequest,
  sealing: readonly string[],
  signal: AbortSignal,
): Promise<Omit<TestOutcome, "finished">> {
  const stream = testStream();
  const log = join(request.folder, `log-${randomUUID()}`);
  const counters = join(request.folder, `net-${randomUUID()}`);
  const args = [
    `-test.run=${testPattern(request.names, request.subtest)}`,
    "-test.v=test2json",
    "-test.paniconexit0",
    `-test.timeout=${Math.ceil(request.timeoutMs) + watcherFirstMs}ms`,
    `-test.testlogfile=${log}`,
    ...sealing,
    ...build.go.flags.ofTests,
    ...(request.flags ?? []),
  ];
  const reached = join(request.folder, `reached-${request.id ?? randomUUID()}`);
  const env = { [reachedVariable]: reached, ...request.env };
  const options = { ...request, env, counters, onLine: stream.line };
  const process = await execute({ sandbox, build, binary }, args, options, signal);
  const marks = await readFile(reached, "utf8").catch(() => "");
  return {
    runs: stream.runs(),
    process: { ...process, stderr: withMarks(process.stderr, marks) },
    observed: await observed(log, counters, build.dir),
  };
}

/** Standard error, and below it the marks of processes that a test started and that are not seen on it. */
function withMarks(stderr: string, marks: string): string {
  const lines = marks.split("\n").filter((mark) => mark !== "");
  const count = (text: readonly string[], mark: string) => text.filter((line) => line === mark).length;
  const printed = stderr.split("\n");
  const unseen = [...new Set(lines)].flatMap((mark): string[] =>
    Array(Math.max(0, count(lines, mark) - count(printed, mark))).fill(mark),
  );
  return unseen.length === 0 ? stderr : `${stderr}\n${unseen.join("\n")}\n`;
}

/** For -run: these tests and no others, or one subtest of one. */
export function testPattern(names: readonly string[], subtest?: string): string {
  const subs = subtest === undefined ? [] : subtest.split("/").map((s) => `/^${quoted(s)}$`);
  return `^(${names.join("|")})$${subs.join("")}`;
}

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Names of tests, examples with output and fuzz tests, in the binary's order; undefined where it does not say. */
export async function listTests(
  sandbox: Sandbox,
  build: TestBuild,
  binary: string,
  request: Omit<TestRequest, "names">,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const args = ["-test.list=^(Test|Example|Fuzz)"];
  const result = await execute({ sandbox, build, binary }, args, request, signal);
  if (result.code !== 0) return undefined;
  return result.stdout.split("\n").filter((line) => /^(Test|Example|Fuzz)[\p{L}\p{N}_]*$/u.test(line));
}

/** What a test of this build may read, wherever it lies. */
export const readableBy = ({ around, go, moduleDir }: TestBuild): readonly string[] => [
  moduleDir,
  ...around.readable,
  ...goFolders(go),
];

/** What it finds in its environment. */
export const environmentOf = ({ go }: TestBuild, { allowed }: Sandbox, folder: string): Environment => ({
  ...scrubbed(go.env, folder, go.goroot),
  ...goInside(go),
  ...allowed?.variables,
});

async function execute(
  { sandbox, build, binary }: TestBinary,
  args: readonly string[],
  options: Omit<TestRequest, "names"> & {
    readonly counters?: string;
    readonly onLine?: (line: string) => void;
  },
  signal: AbortSignal,
): Promise<ProcessResult> {
  const { go, around, dir } = build;
  const { allowed, kind } = sandbox;
  const copied = allowed?.writes && kind !== "none";
  const laid = copied ? await writableCopy(dir, around.root, options.folder) : undefined;
  const { onLine, counters } = options;
  const done = runSandboxed(
    sandbox,
    binary,
    args,
    {
      laid,
      network: allowed?.network === true,
      cwd: dir,
      readable: readableBy(build),
      hidden: around.hidden,
      writableTemp: options.folder,
      env: {
        ...environmentOf(build, sandbox, options.folder),
        ...watchEnv({ timeoutMs: options.timeoutMs, loopMs: options.loopMs ?? 0 }),
        ...options.env,
      },
      timeoutMs: options.timeoutMs + graceMs,
      counters,
      ...(onLine === undefined ? {} : { onLine }),
      ...(go.flags.sanitized ? { memoryBytes: 0 } : {}),
    },
    signal,
  );
  return done.finally(() => laid?.end());
}
