import { join } from "node:path";
import type { Environment, ProcessResult } from "../process/run";
import type { Sandbox } from "../sandbox/probe";
import { runSandboxed } from "../sandbox/run-sandboxed";
import { writableCopy } from "../sandbox/writable-copy";
import { scrubbed } from "../toolchain/environment";
import { runGo, tagArgs, withTemp } from "../toolchain/go-command";
import type { TestBuild } from "../toolchain/test-build";
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
    "-ldflags=-s -w",
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
}

export interface TestOutcome {
  readonly runs: readonly TestRun[];
  readonly process: ProcessResult;
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
  const stream = testStream();
  const args = [
    `-test.run=${testPattern(request.names, request.subtest)}`,
    "-test.v=test2json",
    "-test.paniconexit0",
    `-test.timeout=${Math.ceil(request.timeoutMs) + watcherFirstMs}ms`,
    ...fromGoFlags(build.go.vars["GOFLAGS"] ?? ""),
    ...(request.flags ?? []),
  ];
  const options = { ...request, onLine: stream.line };
  const process = await execute({ sandbox, build, binary }, args, options, signal);
  return { runs: stream.runs(), process };
}

/**
 * What go test would hand on from GOFLAGS: how tests run. Which of them run, how often and for how long is not the
 * person's to say here.
 */
function fromGoFlags(flags: string): readonly string[] {
  const handedOn = /(?:^|[\s'"])--?(?:test\.)?((?:short|cpu|parallel)(?:=[^\s'"]+)?)(?=$|[\s'"])/g;
  return [...flags.matchAll(handedOn)].map(([, flag]) => `-test.${flag}`);
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

async function execute(
  { sandbox, build, binary }: TestBinary,
  args: readonly string[],
  options: Omit<TestRequest, "names"> & { readonly onLine?: (line: string) => void },
  signal: AbortSignal,
): Promise<ProcessResult> {
  const { go } = build;
  const { allowed, kind } = sandbox;
  const laid = allowed?.writes && kind !== "none" ? await writableCopy(build.dir, options.folder) : undefined;
  const done = runSandboxed(
    sandbox,
    binary,
    args,
    {
      laid,
      network: allowed?.network === true,
      cwd: build.dir,
      readable: [build.moduleDir, go.goroot, ...(go.vars["GOMODCACHE"] ? [go.vars["GOMODCACHE"]] : [])],
      writableTemp: options.folder,
      env: {
        ...scrubbed(go.env, options.folder, go.goroot),
        ...watchEnv({ timeoutMs: options.timeoutMs, loopMs: options.loopMs ?? 0 }),
        ...options.env,
      },
      timeoutMs: options.timeoutMs + graceMs,
      ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
      ...(/(^|\s)-race\b/.test(go.vars["GOFLAGS"] ?? "") ? { memoryBytes: 0 } : {}),
    },
    signal,
  );
  return done.finally(() => laid?.end());
}
