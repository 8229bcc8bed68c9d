import { limits } from "../../core/limits";
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
  /** Characters that its tests may still say in full. */
  left: number;
}

/** Of all tests of a package; beyond it those that begin keep less. */
const keptOfLater = 2_000;

/** Reads the events of `go test -json` as they come; what is no event is Go's own word on what it could not do. */
export function testEvents(onOutput: (text: string) => void) {
  const packages = new Map<string, OpenPackage>();
  const builds = new Map<string, HeadAndTail>();
  const rest = headAndTail(limits.processOutput);

  const built = (): string => [...builds.values()].map((build) => build.text()).join("");
  const packageOf = (path: string): OpenPackage => {
    const known = packages.get(path);
    if (known !== undefined) return known;
    const open: OpenPackage = {
      status: "failed",
      runs: new Map(),
      output: headAndTail(limits.packageOutput),
      ms: 0,
      failedBuild: undefined,
      left: limits.allTestOutput,
    };
    packages.set(path, open);
    return open;
  };
  const take = (event: Event): void => {
    const { Action: action, Output: output = "" } = event;
    if (output !== "") onOutput(output);
    if (action === "build-output") {
      const path = event.ImportPath ?? "";
      const build = builds.get(path) ?? headAndTail(limits.processOutput);
      builds.set(path, build);
      build.add(output);
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
        rest.add(`${text}\n`);
        onOutput(`${text}\n`);
      }
    },
    packages: (): readonly PackageRun[] =>
      [...packages].map(([importPath, { failedBuild, runs, status, ms, output }]) => ({
        importPath,
        status,
        ms,
        output: output.text(),
        runs: [...runs].map(([name, run]) => ({ name, ...run, output: run.output.text() })),
        build: failedBuild === undefined ? "" : (builds.get(failedBuild)?.text() ?? built()),
      })),
    /** Lines that are no events. */
    rest: (): string => rest.text() + (packages.size === 0 ? built() : ""),
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

function test(pkg: OpenPackage, named: string, event: Event): void {
  const name = named.slice(0, limits.testName);
  if (pkg.runs.size >= limits.tests && !pkg.runs.has(name)) return;
  const open = pkg.runs.get(name) ?? {
    status: "unfinished",
    passes: 0,
    output: headAndTail(pkg.left > 0 ? limits.packageOutput : keptOfLater),
    ms: undefined,
  };
  pkg.runs.set(name, open);
  const { Output: output = "" } = event;
  pkg.left -= output.length;
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
    return eventIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A process may print what looks like an event: fields of another kind than theirs are none. */
function eventIn(value: Readonly<Record<string, unknown>>): Event {
  const text = (name: string): object => (typeof value[name] === "string" ? { [name]: value[name] } : {});
  const elapsed = typeof value["Elapsed"] === "number" ? { Elapsed: value["Elapsed"] } : {};
  const texts = ["Action", "Package", "ImportPath", "Test", "Output", "FailedBuild"].map(text);
  return Object.assign({}, elapsed, ...texts) as Event;
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
