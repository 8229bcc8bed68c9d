import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The list of what stays out of the VSIX, as it is in the root. */
export const ignoreList = (): string => readFileSync(join(__dirname, "../../.vscodeignore"), "utf8");

const ofRuntimes = "node_modules/@node-llama-cpp/";

/** The list with one line in place of those about runtimes: all stay out but the one that is named. */
export const onlyRuntime = (list: string, runtime: string): string =>
  [
    ...list.split("\n").filter((line) => !line.startsWith(ofRuntimes)),
    `${ofRuntimes}!(${runtime})/**`,
    "",
  ].join("\n");

/** Of these runtimes those that the list, as it is in the root, lets through. */
export const letThrough = (list: string, runtimes: readonly string[]): readonly string[] => {
  const lines = new Set(list.split("\n"));
  return runtimes.filter((runtime) => !lines.has(`${ofRuntimes}${runtime}/**`));
};
