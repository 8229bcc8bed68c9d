import { existsSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { type Problem, problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { memoryLimit } from "../process/memory";
import { type Environment, type ProcessResult, run } from "../process/run";
import { withFolder } from "../process/temp-dir";
import { goFault, nextOfFault } from "./fault";
import { parseEnv, type Toolchain } from "./find-go";
import type { Flag } from "./flag-syntax";
import { type GoFlags, readGoFlags, renderGoFlags } from "./go-flags";
import { jsonStream } from "./json-stream";

/** What a person's go comes to before any folder is known. */
export interface GoSetup {
  readonly toolchain: Toolchain;
  /** Their environment. */
  readonly env: Environment;
  /** Flags of go commands beside those of GOFLAGS, one or a part of one per item. */
  readonly flags?: readonly string[];
}

/** How go is run for one module: the person's environment with additions. */
export interface GoEnvironment {
  /** The go command of the GOROOT that the person's settings choose for this module. */
  readonly go: string;
  readonly goroot: string;
  /** `1.26.8`. */
  readonly version: string;
  /** For one go command, milliseconds. */
  readonly longestMs: number;
  /** For one process of the compiler, and for a test run with all its processes, bytes; never more than there is. */
  readonly memoryBytes: number;
  /** The environment for every go command. */
  readonly env: Environment;
  /** `go env -json` in the folder, before our additions. */
  readonly vars: Readonly<Record<string, string>>;
  /** The person's, from GOFLAGS and their settings. */
  readonly flags: GoFlags;
  /** Absolute path of go.mod; undefined outside a module (GOPATH mode, or no go.mod above the folder). */
  readonly goMod: string | undefined;
  /** Absolute path of the go.work in use. */
  readonly goWork: string | undefined;
  /** The modules that are worked on: go.mod's, and all others of the go.work. */
  readonly modules: readonly MainModule[];
  /** The folder whose vendor/ is in use. */
  readonly vendoredIn: string | undefined;
}

interface MainModule {
  readonly Path: string;
  readonly Dir: string;
}

/** A go command stuck on a lock or a network drive must not hold a run for ever, in milliseconds. */
const usualMs = 300_000;

/**
 * Asks go itself, in the folder, what the person's settings come to. Nothing is downloaded: a newer Go that go.mod
 * wants is used when it is on the disk, and is a Problem when it is not.
 */
export async function goEnvironment(
  setup: GoSetup,
  dir: string,
  signal: AbortSignal,
): Promise<Result<GoEnvironment>> {
  const { toolchain, env } = setup;
  const given = flagsFrom(env["GOFLAGS"] ?? "", setup, dir);
  if (!given.ok) return given;
  const offline = { ...env, GOPROXY: "off", PWD: dir };
  const known = withGoFlags(offline, given.value);
  const { longestMs = usualMs } = toolchain;
  // Go takes its configuration's GOFLAGS where the environment has none.
  const stored = (env["GOFLAGS"] ?? "") === "";
  const asked = { cwd: dir, env: stored ? offline : known, timeoutMs: longestMs };
  const [result, first] = await Promise.all([
    // It makes a folder to find out how C would be compiled.
    withFolder((temp) =>
      run(toolchain.go, ["env", "-json"], { ...asked, env: { ...asked.env, GOTMPDIR: temp } }, signal),
    ),
    listModules(toolchain.go, dir, { env: known, longestMs }, signal),
  ]);
  if (result.end !== "exited") return fail(silent(toolchain, result.error || result.end));
  const fault = goFault(result, "go env") ?? (first.signal && goFault(first, "go list"));
  if (fault !== undefined) return fail(problem("go-fault", { dir, why: fault.why }, ...nextOfFault(fault)));
  const vars = result.code === 0 ? parseEnv(result.stdout) : undefined;
  if (vars === undefined) return fail(refused(toolchain, dir, result.stderr));
  const more = stored ? (vars["GOFLAGS"] ?? "") : "";
  const read = more === "" ? given : flagsFrom(more, setup, dir);
  if (!read.ok) return read;
  const flags = read.value;
  const goroot = vars["GOROOT"] || toolchain.goroot;
  const inside = join(goroot, "bin", process.platform === "win32" ? "go.exe" : "go");
  const version = (vars["GOVERSION"] ?? "").replace(/^go/, "").split(" ")[0] || toolchain.version;
  const goMod = inUse(vars["GOMOD"]);
  const goWork = inUse(vars["GOWORK"]);
  const go = existsSync(inside) ? inside : toolchain.go;
  const chosen = { go, goroot, version, vars, goMod, goWork, flags };
  const again = { env: withGoFlags(offline, flags), longestMs };
  const same = version === toolchain.version && again.env["GOFLAGS"] === known["GOFLAGS"];
  const listed = same ? first : await listModules(go, dir, again, signal);
  if (goMod !== undefined && tooOld.test(listed.stderr))
    return fail(refused({ version }, dir, listed.stderr));
  const modules = listed.code === 0 && goMod !== undefined ? jsonStream<MainModule>(listed.stdout) : [];
  const vendoredIn = vendorFolder(chosen);
  const GOFLAGS = goFlags(flags, goMod !== undefined, vendoredIn !== undefined);
  const additions = { GOPROXY: "off", GOFLAGS, GOTOOLCHAIN: "local", GOROOT: goroot, PWD: dir };
  const memoryBytes = memoryLimit(toolchain.memoryBytes);
  return ok({ ...chosen, longestMs, memoryBytes, modules, vendoredIn, env: { ...env, ...additions } });
}

function flagsFrom(goflags: string, { flags: more = [] }: GoSetup, dir: string): Result<GoFlags> {
  const read = readGoFlags(goflags, more);
  if (!read.ok) {
    const flags = [goflags, ...more].join(" ").trim();
    return fail(problem("go-flags-unreadable", { flags, why: read.error }, byHand("quote-go-flag")));
  }
  const { refused: flag, kept } = read.value;
  if (flag !== undefined) return fail(problem("go-flag-unusable", { flag }, byHand("remove-go-flag")));
  return ok({ ...read.value, kept: kept.map((one) => located(one, dir)) });
}

/** Go looks for another go.mod from where it runs, which for the person is some folder above the package. */
function located(flag: Flag, dir: string): Flag {
  if (flag.name !== "modfile" || flag.value === undefined || isAbsolute(flag.value)) return flag;
  for (let at = dir; ; at = dirname(at)) {
    if (existsSync(join(at, flag.value))) return { ...flag, value: join(at, flag.value) };
    if (dirname(at) === at) return flag;
  }
}

/** Never empty: then go would take its configuration's. */
const withGoFlags = (env: Environment, flags: GoFlags) => ({
  ...env,
  GOFLAGS: goFlags(flags, false, false),
});

/**
 * `go env` answers also where go.mod wants a newer Go and none may be fetched; this does not. Where the person's flags
 * would let go write go.mod, it is told not to.
 */
function listModules(
  go: string,
  dir: string,
  { env, longestMs }: { readonly env: Environment; readonly longestMs: number },
  signal: AbortSignal,
): Promise<ProcessResult> {
  const local = { ...env, GOTOOLCHAIN: "local" };
  const args = ["list", "-m", "-mod=readonly", "-json"];
  return run(go, args, { cwd: dir, env: local, timeoutMs: longestMs }, signal);
}

const tooOld = /requires go >= |toolchain not available|download go\d/;

function refused(toolchain: { readonly version: string }, dir: string, stderr: string): Problem {
  const lastLine = stderr.trim().split("\n").at(-1) ?? "";
  const wanted = /(?:requires go >= |download go)([\w.]+)/.exec(stderr)?.[1];
  if (wanted !== undefined)
    return problem(
      "go-too-old",
      { dir, required: wanted, found: toolchain.version, says: lastLine },
      byHand("install-go-version", { version: wanted }),
      byHand("fetch-go"),
    );
  return problem("go-env-failed", { dir, why: lastLine }, byHand("fix-go-env"));
}

const silent = ({ go }: Toolchain, why: string): Problem =>
  problem("go-not-answering", { go, why }, byHand("run-by-hand"));

/** `go env` says /dev/null (NUL) for "module mode, but no go.mod", and `off` for a workspace switched off. */
function inUse(path: string | undefined): string | undefined {
  return path === undefined || path === "" || path === "/dev/null" || path === "NUL" || path === "off"
    ? undefined
    : path;
}

function vendorFolder(at: { goMod: string | undefined; goWork: string | undefined; flags: GoFlags }) {
  const root = at.goWork ?? at.goMod;
  if (root === undefined) return undefined;
  const { mod: mode } = at.flags;
  if (mode !== undefined && mode !== "vendor") return undefined;
  const dir = dirname(root);
  return existsSync(join(dir, "vendor", "modules.txt")) ? dir : undefined;
}

/**
 * The person's flags that every go command can take, with ours: go.mod is not to be written, and stamping a binary with
 * the version control's state would run git, which writes its index.
 */
function goFlags({ kept, tags, mod }: GoFlags, inModule: boolean, vendored: boolean): string {
  const mode = vendored ? mod : inModule ? "readonly" : undefined;
  return renderGoFlags([
    ...kept,
    ...(tags.length === 0 ? [] : [{ name: "tags", value: tags.join(",") }]),
    { name: "buildvcs", value: "false" },
    ...(mode === undefined ? [] : [{ name: "mod", value: mode }]),
  ]);
}

const win32 = process.platform === "win32";

/** What a program may learn from its environment: where tools are, the language, the zone, Go's run-time switches. */
const harmless: ReadonlySet<string> = new Set([
  "PATH",
  "LANG",
  "LANGUAGE",
  "LC_ADDRESS",
  "LC_ALL",
  "LC_COLLATE",
  "LC_CTYPE",
  "LC_IDENTIFICATION",
  "LC_MEASUREMENT",
  "LC_MESSAGES",
  "LC_MONETARY",
  "LC_NAME",
  "LC_NUMERIC",
  "LC_PAPER",
  "LC_TELEPHONE",
  "LC_TIME",
  "TZ",
  "TERM",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
  "GODEBUG",
  "GOGC",
  "GOMAXPROCS",
  "GOMEMLIMIT",
  "GOTRACEBACK",
  "GORACE",
  "SYSTEMROOT",
  "WINDIR",
  "COMSPEC",
  "PATHEXT",
  "SYSTEMDRIVE",
  "NUMBER_OF_PROCESSORS",
  "PROCESSOR_ARCHITECTURE",
]);

/** What a go command that a test starts is told: to use what this machine has, and to fetch nothing. */
export const goInside = ({ env, vars }: GoEnvironment): Environment => ({
  GOCACHE: vars["GOCACHE"],
  GOMODCACHE: vars["GOMODCACHE"],
  GOFLAGS: env["GOFLAGS"],
  GOPROXY: "off",
  GOSUMDB: "off",
  GOTOOLCHAIN: "local",
  GOENV: "off",
});

/** Where that lies. Generated code may read it: what is in a cache was compiled before, and cannot be changed there. */
export const goFolders = ({ goroot, vars }: GoEnvironment): readonly string[] =>
  [goroot, vars["GOMODCACHE"], vars["GOCACHE"]].filter((dir) => dir !== undefined && dir !== "") as string[];

/**
 * The environment for generated code: an allow list, so that no token, key, proxy or socket is in it.
 * @param temp a folder of its own: home folder and temporary folder at once.
 * @param goroot as `go test` does, its bin stands first in PATH.
 */
export function scrubbed(env: Environment, temp: string, goroot?: string): Environment {
  const passed = Object.entries(env).filter(([name]) => harmless.has(win32 ? name.toUpperCase() : name));
  const path = env["PATH"] ?? env["Path"] ?? "";
  const first =
    goroot === undefined ? path : [join(goroot, "bin"), path].filter((p) => p !== "").join(delimiter);
  const places = { HOME: temp, USERPROFILE: temp, TMPDIR: temp, TEMP: temp, TMP: temp };
  return {
    ...Object.fromEntries(passed),
    PATH: first,
    ...places,
    ...(goroot === undefined ? {} : { GOROOT: goroot }),
  };
}
