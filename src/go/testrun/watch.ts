import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../process/run";
import { goSources } from "../toolchain/go-sources";

/** How long a test process may go on, and what it is watched for. Milliseconds. */
export interface Watched {
  /** All its tests together, as `go test -timeout` has it. */
  readonly timeoutMs: number;
  /** One call of a target, with no test ending; 0 where only the end counts. */
  readonly loopMs: number;
}

/** What the process is told of its limits; one without the watcher in it does not listen. */
export const watchEnv = ({ timeoutMs, loopMs }: Watched): Environment => ({
  STUBWRIGHT_LIMIT_MS: String(Math.ceil(timeoutMs)),
  STUBWRIGHT_LOOP_MS: String(Math.ceil(loopMs)),
});

/** What a target's body begins with where its entries are counted. */
export const watchEntry = "stubwrightEnter();";

export interface WatchedPackage {
  readonly name: string;
  readonly importPath: string;
  readonly dir: string;
  readonly targets: readonly string[];
  /** Whether the body of each target begins with `watchEntry`. */
  readonly counted: boolean;
}

/** A folder of its own, so that go compiles the watcher once for all candidates. */
const folder = "stubwrightwatch";

/** The texts over the disk by which a package's test binary is watched: the watcher, and what begins it. */
export async function watchTexts(pkg: WatchedPackage): Promise<readonly (readonly [string, string])[]> {
  const watcher = await readFile(join(goSources, "watch", "watch.go"), "utf8");
  return [
    [join(pkg.dir, folder, "watch.go"), watcher],
    // The first file of its package, so that it sees the others' variables being set: that may be what does not end.
    [join(pkg.dir, "00_stubwright_watch.go"), beginning(pkg)],
  ];
}

/** No atomic: it would order what races in the function under test. */
const beginning = ({ name, importPath, targets, counted }: WatchedPackage): string => `package ${name}

import ${folder} "${importPath}/${folder}"

var stubwrightWatched = stubwrightBegin()

func stubwrightBegin() bool {
	return ${folder}.Begin([]string{${targets.map((t) => JSON.stringify(t)).join(", ")}}, ${counted}, stubwrightEntered)
}

var stubwrightEntries uint64

//go:norace
func stubwrightEnter() { stubwrightEntries++ }

//go:norace
func stubwrightEntered() uint64 { return stubwrightEntries }
`;
