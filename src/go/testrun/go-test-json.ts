import { type HeadAndTail, headAndTail } from "./head-and-tail";
import type { TestRun } from "./test2json";

/** What `go test -json` says of one package. */
export interface PackageRun {
  readonly importPath: string;
  readonly status: "passed" | "failed" | "skipped" | "does-not-build";
  /** Tests and subtests in the order in which they began. */
  readonly runs: readonly CountedRun[];
  /** All that was printed, framing included, in order; of more than 256 KiB its two ends. */
  readonly output: string;
  /** What the compiler printed. */
  readonly build: string;
  readonly ms: number;
}

/** A test that may have run several times (`-count`, `-cpu`): it fails where it failed once. */
export interface CountedRun extends TestRun {
  readonly passes: number;
}

interface Event {
  readonly Action?: string;
  readonly Package?: string;
  readonly ImportPath?: string;
  readonly Test?: string;
  readonly Output?: string;
  readonly Elapsed?: number;
  readonly FailedBuild?: string;
}

interface OpenRun {
  status: TestRun["status"];
  passes: number;
  readonly output: HeadAndTail;
  ms: number | undefined;
}

interface OpenPackage {
  status: PackageRun["status"];
  readonly runs: Map<string, OpenRun>;
  readonly output: HeadAndTail;
  ms: number;
  failedBuild: string | undefined;
}

const kept = 256 << 10;

/** Reads the events of `go test -json` as they come; what is no event is Go's own word on what it could not do. */
export function testEvents(onOutput: (text: string) => void) {
  const packages = new Map<string, OpenPackage>();
  const builds = new Map<string, string>();
  let rest = "";

  const packageOf = (path: string): OpenPackage => {
    const known = packages.get(path);
    if (known !== undefined) return known;
    const open: OpenPackage = {
      status: "failed",
      runs: new Map(),
      output: headAndTail(kept),
      ms: 0,
      failedBuild: undefined,
    };
    packages.set(path, open);
    return open;
  };
  const take = (event: Event): void => {
    const { Action: action, Output: output = "" } = event;
    if (output !== "") onOutput(output);
    if (action === "build-output") {
      const path = event.ImportPath ?? "";
      builds.set(path, (builds.get(path) ?? "") + output);
      return;
    }
    if (event.Package === undefined) return;
    const pkg = packageOf(event.Package);
    pkg.output.add(output);
    if (event.Test === undefined) end(pkg, event);
    else test(pkg, event.Test, event);
  };
  return {
    /** A line of standard output without its end. */
    line: (text: string): void => {
      const event = parsed(text);
      if (event !== undefined) take(event);
      else if (text !== "") {
        rest += `${text}\n`;
        onOutput(`${text}\n`);
      }
    },
    packages: (): readonly PackageRun[] =>
      [...packages].map(([importPath, { failedBuild, runs, ...pkg }]) => ({
        importPath,
        ...pkg,
        output: pkg.output.text(),
        runs: [...runs].map(([name, run]) => ({ name, ...run, output: run.output.text() })),
        build: failedBuild === undefined ? "" : (builds.get(failedBuild) ?? [...builds.values()].join("")),
      })),
    /** Lines that are no events. */
    rest: (): string => rest + (packages.size === 0 ? [...builds.values()].join("") : ""),
  };
}

function end(pkg: OpenPackage, event: Event): void {
  if (event.Elapsed !== undefined) pkg.ms = event.Elapsed * 1000;
  if (event.FailedBuild !== undefined) pkg.failedBuild = event.FailedBuild;
  if (event.Action === "pass") pkg.status = "passed";
  if (event.Action === "skip") pkg.status = "skipped";
  if (event.Action !== "fail") return;
  const failed = event.FailedBuild !== undefined || /\[(?:build|setup) failed\]/.test(pkg.output.text());
  pkg.status = failed ? "does-not-build" : "failed";
}

function test(pkg: OpenPackage, name: string, event: Event): void {
  const open = pkg.runs.get(name) ?? {
    status: "unfinished",
    passes: 0,
    output: headAndTail(kept),
    ms: undefined,
  };
  pkg.runs.set(name, open);
  const { Output: output = "" } = event;
  if (!isFraming(name, output)) open.output.add(output);
  if (event.Action !== "pass" && event.Action !== "fail" && event.Action !== "skip") return;
  // Run several times, it passes where it passes each time.
  if (open.status !== "fail") open.status = event.Action;
  if (event.Action === "pass") open.passes++;
  if (event.Elapsed !== undefined) open.ms = event.Elapsed * 1000;
}

function parsed(text: string): Event | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Event;
  } catch {
    return undefined;
  }
}

/**
 * A line by which the testing package tells tests apart: it names the test or nothing. Each comes as an event of its
 * own, even behind a print that ended without a newline.
 */
function isFraming(name: string, output: string): boolean {
  const [, begun, ended] =
    /^(?:=== [A-Z]+(?: +(?! )(\S*)(?!\S).*)?|\s*--- (?:PASS|FAIL|SKIP|BENCH): (\S+) .*)\n?$/.exec(output) ??
    [];
  return output !== "" && (begun ?? ended) !== undefined && ["", name].includes(begun ?? ended ?? "");
}
