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

/** The first file of its package, so that it sees the others' variables being set. */
export const watchPath = (dir: string): string => join(dir, "00_stubwright_watch.go");

/** What a target's body begins with where its entries are counted. */
export const watchEntry = "stubwrightEnter();";

/**
 * The watcher's text for a package.
 * @param counted whether the body of each target begins with `watchEntry`
 */
export async function watchText(
  packageName: string,
  targets: readonly string[],
  counted: boolean,
): Promise<string> {
  const text = await readFile(join(goSources, "watch", "watch.go"), "utf8");
  return text
    .replace(/^package watch$/m, `package ${packageName}`)
    .replace(
      "stubwrightTargets = []string{}",
      `stubwrightTargets = []string{${targets.map((t) => JSON.stringify(t)).join(", ")}}`,
    )
    .replace("stubwrightCounts = false", `stubwrightCounts = ${counted}`);
}
