import { headOf } from "../../core/syntax/head";

/** What a build is for: where the tests can run only if it is the machine's own. */
export interface Platform {
  readonly goos: string;
  readonly goarch: string;
  readonly tags: readonly string[];
}

/** First of each kind what people have at hand (`go tool dist list`, Go 1.26). */
const platforms = [
  "linux/amd64",
  "darwin/arm64",
  "windows/amd64",
  "linux/arm64",
  "darwin/amd64",
  "windows/arm64",
  "linux/386",
  "linux/arm",
  "windows/386",
  "freebsd/amd64",
  "netbsd/amd64",
  "openbsd/amd64",
  "dragonfly/amd64",
  "solaris/amd64",
  "illumos/amd64",
  "aix/ppc64",
  "plan9/amd64",
  "js/wasm",
  "wasip1/wasm",
  "android/arm64",
  "ios/arm64",
  "linux/loong64",
  "linux/mips",
  "linux/mips64",
  "linux/mips64le",
  "linux/mipsle",
  "linux/ppc64",
  "linux/ppc64le",
  "linux/riscv64",
  "linux/s390x",
].map((p) => p.split("/") as [string, string]);

const systems = new Set([...platforms.map(([os]) => os), "hurd", "nacl", "zos"]);
const architectures = new Set(platforms.map(([, arch]) => arch));
const unixes = new Set([
  "aix",
  "android",
  "darwin",
  "dragonfly",
  "freebsd",
  "illumos",
  "ios",
  "linux",
  "netbsd",
  "openbsd",
  "solaris",
]);
const impliedSystem: Readonly<Record<string, string>> = {
  android: "linux",
  illumos: "solaris",
  ios: "darwin",
};
/** Set by convention so that no build holds the file. */
const never = new Set(["ignore", "never", "exclude"]);

/** Whether the go command would take the file (by its name and its `//go:build` line) into a build for a platform. */
export function included(fileName: string, text: string, platform: Platform, goMinor: number): boolean {
  const holds = (tag: string): boolean => {
    if (platform.tags.includes(tag) || tag === platform.goos || tag === platform.goarch || tag === "gc")
      return true;
    if (tag === "unix") return unixes.has(platform.goos);
    if (tag === "cgo") return true;
    const version = /^go1\.(\d+)$/.exec(tag)?.[1];
    if (version !== undefined) return Number(version) <= goMinor;
    return impliedSystem[platform.goos] === tag;
  };
  return nameTags(fileName).every(holds) && evaluate(constraintOf(text), holds);
}

/**
 * The nearest build that holds a file which the current one leaves out: more tags first, another platform second.
 * Undefined where none does (`//go:build ignore`).
 */
export function platformFor(
  fileName: string,
  text: string,
  current: Platform,
  goMinor: number,
): Platform | undefined {
  const names = constraintOf(text).match(/[\p{L}\p{N}_.]+/gu) ?? [];
  const known = (n: string) =>
    systems.has(n) || architectures.has(n) || /^(unix|cgo|gc|gccgo|go1\.\d+)$/.test(n);
  const extra = [...new Set(names)].filter((n) => !known(n) && !never.has(n));
  const tagSets = [current.tags, ...extra.map((t) => [...current.tags, t]), [...current.tags, ...extra]];
  const here = [current.goos, current.goarch] as const;
  for (const [goos, goarch] of [here, ...platforms]) {
    for (const tags of tagSets) {
      const platform = { goos, goarch, tags };
      if (included(fileName, text, platform, goMinor)) return platform;
    }
  }
  return undefined;
}

/** `x_linux_arm64.go` asks for linux and arm64; what stands before the first underscore asks for nothing. */
function nameTags(fileName: string): string[] {
  const parts = fileName
    .replace(/\.go$/, "")
    .replace(/_test$/, "")
    .split("_")
    .slice(1);
  const last = parts.at(-1) ?? "";
  const before = parts.at(-2) ?? "";
  if (systems.has(last)) return [last];
  if (!architectures.has(last)) return [];
  return systems.has(before) ? [before, last] : [last];
}

/** The expression of the `//go:build` line above the package clause; empty where there is none. */
function constraintOf(text: string): string {
  return /^[ \t]*\/\/go:build\s+(.*?)\r?$/m.exec(headOf(text))?.[1] ?? "";
}

function evaluate(expression: string, holds: (tag: string) => boolean): boolean {
  const tokens = expression.match(/&&|\|\||[!()]|[\p{L}\p{N}_.]+/gu) ?? [];
  let at = 0;
  const or = (): boolean => {
    let value = and();
    while (tokens[at] === "||") {
      at++;
      value = and() || value;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (tokens[at] === "&&") {
      at++;
      value = not() && value;
    }
    return value;
  };
  const not = (): boolean => {
    const token = tokens[at++];
    if (token === "!") return !not();
    if (token !== "(") return token === undefined || holds(token);
    const value = or();
    at++;
    return value;
  };
  return tokens.length === 0 || or();
}
