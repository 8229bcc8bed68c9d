import { rm } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { limits } from "../../core/limits";
import { readRegularText } from "../process/regular-file";
import { type NetworkTries, networkTries } from "../sandbox/network-counters";

/** What a test process asked its system for. Generated code could write here too: it may never count as a pass. */
export interface Observed {
  /** Variables that were looked up. */
  readonly variables: ReadonlySet<string>;
  /** Absolute paths that were opened or looked at. */
  readonly paths: ReadonlySet<string>;
  /** Those of them that were opened. */
  readonly opened: ReadonlySet<string>;
  /** The testing package's log as it stands. */
  readonly log: string;
  /** Undefined where it is not counted: outside bubblewrap, and with the network allowed. */
  readonly network: NetworkTries | undefined;
}

export const nothingObserved: Observed = {
  variables: new Set(),
  paths: new Set(),
  opened: new Set(),
  log: "",
  network: undefined,
};

/**
 * Reads what a test binary writes with -test.testlogfile, and the counters of its network. A process that a panic ended
 * leaves no log.
 */
export async function observed(log: string, counters: string, dir: string): Promise<Observed> {
  const [text, network] = await Promise.all([readRegularText(log, limits.testLog), networkTries(counters)]);
  await Promise.all([rm(log, { force: true }), rm(counters, { force: true })]);
  const variables = new Set<string>();
  const paths = new Set<string>();
  const opened = new Set<string>();
  let cwd = dir;
  for (const line of text.split("\n")) {
    const [, what, name = ""] = /^(getenv|open|stat|chdir) (.+)$/.exec(line) ?? [];
    const path = isAbsolute(name) ? name : join(cwd, name);
    if (what === "getenv") variables.add(name);
    else if (what === "chdir") cwd = path;
    else if (what !== undefined) paths.add(path);
    if (what === "open") opened.add(path);
  }
  return { variables, paths, opened, log: text, network };
}
