import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { type Problem, problem } from "../../core/problem/codes";
import { byCommand, byHand, type Next } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { type Environment, run } from "../process/run";
import { statOf } from "../process/stat-of";
import { describeTried, isOlder, type Toolchain, type TriedPlace } from "../toolchain/find-go";

export interface FoundGopls {
  readonly gopls: string;
  /** `v0.23.0`. */
  readonly version: string;
  readonly where: string;
  readonly tried: readonly TriedPlace[];
}

export interface FindGopls {
  /** A gopls command that the person named; then nothing else is looked at. */
  readonly configured?: string | undefined;
  readonly env: Environment;
  /** `go env` of the module or of anywhere: GOBIN and GOPATH count. */
  readonly vars: Readonly<Record<string, string>>;
  readonly cacheDir: string;
}

/** Pulled diagnostics came with this version. */
const oldest = "0.17.0";
const exe = process.platform === "win32" ? "gopls.exe" : "gopls";

/** The newest gopls that each Go builds (its go.mod says which), newest first. */
const versions: readonly (readonly [go: string, gopls: string])[] = [
  ["1.26", "v0.23.0"],
  ["1.25", "v0.21.1"],
  ["1.24.2", "v0.20.0"],
  ["1.23.4", "v0.18.1"],
  ["1.23.1", "v0.17.1"],
];

/** The version of gopls to install with this Go; undefined where none that we can use builds. */
export function goplsFor(goVersion: string): string | undefined {
  return versions.find(([go]) => !isOlder(goVersion, go))?.[1];
}

/** Looks for gopls where Go's tools are installed, and in our own cache. */
export async function findGopls(options: FindGopls, signal: AbortSignal): Promise<Result<FoundGopls>> {
  const tried: TriedPlace[] = [];
  for (const { where, path } of places(options)) {
    if (tried.some((t) => t.path === path)) continue;
    const found = await ask(path, options.env, signal);
    tried.push({ where, path, found: found.ok ? found.value : found.error });
    if (found.ok) return ok({ gopls: path, version: found.value, where, tried });
  }
  const next = advice(options.vars["GOVERSION"] ?? "");
  return fail(problem("gopls-not-found", { searched: describeTried(tried) }, ...next));
}

function advice(goVersion: string): readonly Next[] {
  const version = goplsFor(goVersion.replace(/^go/, ""));
  if (version === undefined) return [byHand("use-newer-go")];
  return [byHand("install-gopls", { version }), byCommand("install-gopls")];
}

function places({ configured, env, vars, cacheDir }: FindGopls) {
  if (configured !== undefined && configured !== "")
    return [{ where: "the path you named", path: configured }];
  const home = env["HOME"] ?? env["USERPROFILE"] ?? homedir();
  const inside = (where: string, folders: readonly string[], ...below: string[]) =>
    folders.filter((f) => f !== "").map((folder) => ({ where, path: join(folder, ...below, exe) }));
  return [
    ...inside("PATH", (env["PATH"] ?? env["Path"] ?? "").split(delimiter)),
    ...inside("GOBIN", [vars["GOBIN"] ?? ""]),
    ...inside("GOPATH", (vars["GOPATH"] ?? "").split(delimiter), "bin"),
    ...inside("~/go", [home], "go", "bin"),
    ...versions.map(([, version]) => ({ where: "Stubwright's cache", path: cached(cacheDir, version) })),
  ];
}

const cached = (cacheDir: string, version: string): string => join(cacheDir, "gopls", version, exe);

async function ask(gopls: string, env: Environment, signal: AbortSignal): Promise<Result<string, string>> {
  if (!(statOf(gopls)?.isFile() ?? false)) return fail("nothing there");
  const result = await run(gopls, ["version"], { cwd: homedir(), env, timeoutMs: 20_000 }, signal);
  const version = /gopls (v\d[\w.+-]*|\(devel\))/.exec(result.stdout)?.[1];
  if (result.code !== 0 || version === undefined) return fail("does not answer as gopls");
  return isOlder(version.replace(/^v/, ""), oldest)
    ? fail(`gopls ${version} is older than v${oldest}`)
    : ok(version);
}

export interface InstallGopls {
  readonly toolchain: Toolchain;
  /** The person's: their proxy and their module cache. */
  readonly env: Environment;
  readonly cacheDir: string;
  /** One line for people each time something is done. */
  readonly onProgress: (line: string) => void;
}

/** Builds the gopls that fits the Go at hand into our cache; done already when it is there. */
export async function installGopls(options: InstallGopls, signal: AbortSignal): Promise<Result<string>> {
  const { toolchain, cacheDir, onProgress } = options;
  const version = goplsFor(toolchain.version);
  if (version === undefined) {
    const data = { goVersion: toolchain.version };
    return fail(problem("gopls-unsupported", data, byHand("use-newer-go"), byHand("without-gopls")));
  }
  const target = cached(cacheDir, version);
  if ((await ask(target, options.env, signal)).ok) return ok(target);
  onProgress(
    `building gopls ${version} with Go ${toolchain.version} (about 10 MB of sources, a minute or two)`,
  );
  const folder = join(cacheDir, "gopls");
  mkdirSync(folder, { recursive: true });
  const bin = mkdtempSync(join(folder, "building-"));
  try {
    const args = ["install", "-ldflags=-s -w", `golang.org/x/tools/gopls@${version}`];
    const env = buildEnvironment(options.env, bin);
    const onErrorLine = (line: string) => {
      if (/^go: downloading/.test(line)) onProgress(line);
    };
    const result = await run(toolchain.go, args, { cwd: bin, env, timeoutMs: 900_000, onErrorLine }, signal);
    if (result.code !== 0) return fail(notBuilt(version, result.error || result.stderr || result.end));
    mkdirSync(join(folder, version), { recursive: true });
    renameSync(join(bin, exe), target);
    onProgress(
      `gopls ${version} is in ${target} (${Math.round(statSync(target).size / 1e6)} MB, ${Math.round(result.ms / 1000)} s)`,
    );
    return ok(target);
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}

/** For this machine, whatever the person's module is built for; flags for their own builds do not belong here. */
function buildEnvironment(env: Environment, bin: string): Environment {
  const { GOOS: _os, GOARCH: _arch, GOFLAGS: _flags, GO111MODULE: _mode, ...rest } = env;
  return {
    ...rest,
    GOBIN: bin,
    GOTMPDIR: bin,
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    GOFLAGS: "-buildvcs=false",
  };
}

function notBuilt(version: string, output: string): Problem {
  const lines = output
    .trim()
    .split("\n")
    .filter((line) => !/^go: downloading/.test(line));
  const data = { version, why: lines.slice(0, 3).join(" ") };
  return problem("gopls-not-built", data, byHand("check-proxy"), byHand("install-gopls-by-hand"));
}
