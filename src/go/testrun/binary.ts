import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../core/limits";
import { linkedVariable, reachedVariable } from "../../core/stub/placeholder";
import { readRegular, readRegularText } from "../process/regular-file";
import type { Environment, ProcessResult } from "../process/run";
import type { Sandbox } from "../sandbox/probe";
import { runSandboxed } from "../sandbox/run-sandboxed";
import { writableCopy } from "../sandbox/writable-copy";
import { type GoEnvironment, goFolders, goInside, scrubbed } from "../toolchain/environment";
import { runGo, tagArgs, withTemp } from "../toolchain/go-command";
import { linkerArgs } from "../toolchain/go-flags";
import type { TestBuild } from "../toolchain/test-build";
import { type GoInside, withGoInside } from "./go-inside";
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
  /** It was killed by nothing of ours, and so was it when it ran again. */
  readonly killed: boolean;
  /** The testing package came to its own end, whatever that was: its process was not ended behind its back. */
  readonly finished: boolean;
}

/** How much later the process is killed from outside: its own account of a timeout must not be lost. */
const graceMs = 5_000;
/** How much later the testing package ends it, whose dump has no frames of what runs; the watcher's has. */
const watcherFirstMs = 2_000;

/**
 * Runs some tests of a binary in the sandbox, in the package's folder; once more where they start go. A process that was
 * killed runs once more: what kills the same one twice is in it.
 */
export function runTests(
  sandbox: Sandbox,
  build: TestBuild,
  binary: string,
  request: TestRequest,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const once = (inside: GoInside) => runSealed({ sandbox, build, binary }, request, inside, signal);
  const twice = async (inside: GoInside) => {
    const first = await once(inside);
    return first.killed ? once(inside) : first;
  };
  return withGoInside({ sandbox, build, folder: request.folder }, twice, signal);
}

/** A process below another one, as in bubblewrap, hands on the signal that ended it as a status. */
const wasKilled = ({ end, signal, code }: ProcessResult): boolean =>
  end === "exited" && (signal === "SIGKILL" || code === 128 + 9);

/** What makes the testing package leave a file at its own end. */
interface Seal {
  readonly flags: readonly string[];
  readonly back: readonly string[];
}

/**
 * The testing package writes this file when its tests are over and not before; what ends the process itself would have to
 * know its name. At this rate the profile is empty and nothing is sampled.
 */
const sealAt = (path: string): Seal => ({
  flags: [`-test.blockprofile=${path}`, "-test.blockprofilerate=0"],
  back: [path],
});

const unsealed: Seal = { flags: [], back: [] };

async function runSealed(
  place: TestBinary,
  request: TestRequest,
  inside: GoInside,
  signal: AbortSignal,
): Promise<TestOutcome> {
  const path = join(request.folder, `end-${randomUUID()}`);
  const outcome = await runOnce(place, request, inside, sealAt(path), signal);
  const sealed = await readRegular(path);
  await rm(path, { force: true });
  // A test may take from its process what the seal needs: its folder, further files.
  if (!outcome.process.stderr.includes(`testing: open ${path}`))
    return { ...outcome, finished: sealed !== undefined && sealed.length > 0 };
  const again = await runOnce(place, request, inside, unsealed, signal);
  return { ...again, finished: again.observed.log !== "" };
}

async function runOnce(
  { sandbox, build, binary }: TestBinary,
  request: TestRequest,
  inside: GoInside,
  seal: Seal,
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
    ...seal.flags,
    ...build.go.flags.ofTests,
    ...(request.flags ?? []),
  ];
  const reached = join(request.folder, `reached-${request.id ?? randomUUID()}`);
  const env = { [reachedVariable]: reached, ...inside.env, ...request.env };
  const back = [log, reached, unattributedMarks(request.folder), ...inside.back, ...seal.back];
  const { readable } = inside;
  const options = { ...request, env, readable, back, counters, onLine: stream.line };
  const process = await execute({ sandbox, build, binary }, args, options, signal);
  const marks = await readRegularText(reached, limits.testLog);
  return {
    runs: stream.runs(),
    process: { ...process, stderr: withMarks(process.stderr, marks) },
    observed: await observed(log, counters, build.dir),
    killed: wasKilled(process),
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
  // Go looks for it upward from where it runs.
  ...(go.goWork === undefined ? [] : [go.goWork, `${go.goWork}.sum`]),
];

/** What not even there: where modules were cloned from may hold a token. */
export const hiddenFrom = ({ around, go }: TestBuild): readonly string[] => [
  ...around.hidden,
  join(go.vars["GOMODCACHE"] ?? "", "cache", "vcs"),
];

/** What it finds in its environment. */
export const environmentOf = ({ go }: TestBuild, { allowed }: Sandbox, folder: string): Environment => ({
  ...scrubbed(go.env, folder, go.goroot),
  ...goInside(go),
  ...allowed?.variables,
});

/** What one process of a test may allocate, in bytes: who allows tests more allows this too. */
const dataBytes = ({ memoryBytes }: GoEnvironment): number => Math.max(2 ** 31, Math.floor(memoryBytes / 2));

async function execute(
  { sandbox, build, binary }: TestBinary,
  args: readonly string[],
  options: Omit<TestRequest, "names"> & {
    readonly readable?: readonly string[];
    readonly back?: readonly string[];
    readonly counters?: string;
    readonly onLine?: (line: string) => void;
  },
  signal: AbortSignal,
): Promise<ProcessResult> {
  const { go, around, dir } = build;
  const { allowed, kind } = sandbox;
  const copied = allowed?.writes && kind !== "none";
  const laid = copied ? await writableCopy({ dir, ...around }, options.folder) : undefined;
  const { back = [], onLine, counters } = options;
  const done = runSandboxed(
    sandbox,
    binary,
    args,
    {
      laid,
      network: allowed?.network === true,
      cwd: dir,
      readable: [...readableBy(build), ...(options.readable ?? [])],
      hidden: hiddenFrom(build),
      writableTemp: options.folder,
      back,
      env: {
        ...environmentOf(build, sandbox, options.folder),
        ...watchEnv({ timeoutMs: options.timeoutMs, loopMs: options.loopMs ?? 0 }),
        ...options.env,
      },
      timeoutMs: options.timeoutMs + graceMs,
      counters,
      ...(onLine === undefined ? {} : { onLine }),
      treeBytes: go.memoryBytes,
      memoryBytes: go.flags.sanitized ? 0 : dataBytes(go),
    },
    signal,
  );
  return done.finally(() => laid?.end());
}
