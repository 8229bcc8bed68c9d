import type { TestFailure } from "../../core/faultloc/failure";
import type { LoadedPackage } from "../snapshot/test-package";
import { type GoTestRun, goTest } from "./go-test";

/** Why a test fails that no new body could fix. */
export interface TestEnvironmentFailure {
  readonly kind: "module" | "network" | "tool" | "race" | "flaky" | "order";
  readonly message: string;
  readonly next: string;
}

interface Sign {
  readonly kind: TestEnvironmentFailure["kind"];
  readonly pattern: RegExp;
  readonly message: (match: RegExpExecArray) => string;
  readonly next: string;
}

/** The first that matches decides. */
const signs: readonly Sign[] = [
  {
    kind: "module",
    pattern:
      /^.*?(?:no required module provides package|missing go\.sum entry|cannot find module|updates to go\.mod needed|module lookup disabled|inconsistent vendoring|unknown revision).*$/m,
    message: ([line]) => `a module is missing: ${line.trim()}`,
    next: "Run `go mod tidy`, or `go get` the package, then try again.",
  },
  {
    // A high port belongs to a server that the test itself started: then its refusal is about the code.
    kind: "network",
    pattern:
      /dial (?:tcp|udp)4?6?:? (?!(?:127\.0\.0\.1|\[::1\]):[3-6]\d{4})\S+.*?(?:connection refused|no such host|network is unreachable|i\/o timeout|server misbehaving|no route to host)/,
    message: ([text]) => `it needs the network: ${text}`,
    next: "Start the service it needs, or give the code a way to be tested without.",
  },
  {
    kind: "tool",
    pattern: /exec: "([^"]+)": executable file not found in \S+/,
    message: ([, name]) => `it needs the program ${name}, which is not here`,
    next: "Install it, or have the test skip without it.",
  },
  {
    kind: "race",
    pattern:
      /WARNING: DATA RACE|fatal error: concurrent map (?:read and map write|writes|iteration and map write)/,
    message: () => "a data race: two goroutines use the same memory without agreeing on an order",
    next: "Guard it by a mutex, or hand the value over by a channel. A body is not drafted for it: green once proves nothing here.",
  },
];

/** What the output says by itself. */
export function environmentFailureIn(run: GoTestRun): TestEnvironmentFailure | undefined {
  const text = run.packages.map((p) => p.build + p.output).join("\n") + run.rest;
  for (const { kind, pattern, message, next } of signs) {
    const match = pattern.exec(text);
    if (match !== null) return { kind, message: message(match), next };
  }
  return undefined;
}

/** Repetitions that show whether a test always fails. */
const again = 4;

/** A test that fails only sometimes, run again in another order; a race is looked for where it does. */
export async function flaky(
  loaded: LoadedPackage,
  test: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<TestEnvironmentFailure | undefined> {
  const flags = [`-count=${again}`, "-shuffle=on"];
  const { packages } = await goTest(loaded, { names: [test], flags, timeoutMs }, signal);
  signal.throwIfAborted();
  const output = packages.map((p) => p.output).join("\n");
  const passed = [...output.matchAll(new RegExp(`^--- PASS: ${test} `, "gm"))].length;
  if (passed === 0) return undefined;
  const raced = await goTest(loaded, { names: [test], flags: ["-race", "-count=2"], timeoutMs }, signal);
  signal.throwIfAborted();
  const race = environmentFailureIn(raced);
  if (race?.kind === "race") return race;
  return {
    kind: "flaky",
    message: `it is flaky: run ${again} times by -count=${again} -shuffle=on it passes ${passed} of them`,
    next: "Find what it depends on (time, order of a map, goroutines, a seed) before its code is changed.",
  };
}

/** A test that is green alone and red among the others of its package. */
export const dependsOnOrder = (test: string, failures: readonly TestFailure[]): TestEnvironmentFailure => ({
  kind: "order",
  message: `${test} passes alone and fails among the package's other tests: ${failures[0]?.message.split("\n")[0] ?? ""}`,
  next: "Another test changes what it needs: look for package variables and files that are not set back.",
});
