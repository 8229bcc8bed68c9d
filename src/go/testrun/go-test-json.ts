import type { TestRun } from "./test2json";

/** What `go test -json` says of one package. */
export interface PackageRun {
  readonly importPath: string;
  readonly status: "passed" | "failed" | "skipped" | "does-not-build";
  /** Tests and subtests in the order in which they began. */
  readonly runs: readonly TestRun[];
  /** All that was printed, framing included, in order. */
  readonly output: string;
  /** What the compiler printed. */
  readonly build: string;
  readonly ms: number;
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
  output: string;
  ms: number | undefined;
}

interface OpenPackage {
  status: PackageRun["status"];
  readonly runs: Map<string, OpenRun>;
  output: string;
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
      output: "",
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
    if (pkg.output.length < kept) pkg.output += output;
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
        runs: [...runs].map(([name, run]) => ({ name, ...run, output: unframed(run.output) })),
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
  const failed = event.FailedBuild !== undefined || /\[(?:build|setup) failed\]/.test(pkg.output);
  pkg.status = failed ? "does-not-build" : "failed";
}

function test(pkg: OpenPackage, name: string, event: Event): void {
  const open = pkg.runs.get(name) ?? { status: "unfinished", output: "", ms: undefined };
  pkg.runs.set(name, open);
  if (open.output.length < kept) open.output += event.Output ?? "";
  if (event.Action !== "pass" && event.Action !== "fail" && event.Action !== "skip") return;
  // Run several times, it passes where it passes each time.
  if (open.status !== "fail") open.status = event.Action;
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

/** What a test printed and logged, without the lines by which the testing package tells tests apart. */
const unframed = (output: string): string =>
  output
    .split("\n")
    .filter((line) => !/^\s*(?:=== (?:RUN|PAUSE|CONT|NAME)\b|--- (?:PASS|FAIL|SKIP|BENCH): )/.test(line))
    .join("\n");
