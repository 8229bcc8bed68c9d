import { existsSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { type Problem, problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import type { ProcessResult } from "../process/run";
import { type Platform, platformFor } from "./build-constraint";
import type { GoEnvironment } from "./environment";
import { goFault, nextOfFault } from "./fault";
import { forPlatform, runGo, tagArgs } from "./go-command";
import { withFlags } from "./go-flags";
import { jsonObject } from "./json-stream";

/** A package as the go command sees it for one platform. Paths are absolute. */
export interface GoPackage {
  readonly name: string;
  readonly importPath: string;
  readonly dir: string;
  /** Files of the build, those that use cgo included. */
  readonly goFiles: readonly string[];
  readonly cgoFiles: readonly string[];
  /** Internal and external test files. */
  readonly testFiles: readonly string[];
  /** A .s file lies in the folder: declarations without a body are written there. */
  readonly assembly: boolean;
  readonly imports: readonly string[];
  readonly module: GoModule;
  readonly platform: Platform;
  /** Why this platform's test binary cannot run on this machine; undefined where it can. */
  readonly foreign: string | undefined;
  /** Tags that only this file asked for, so that the person's ordinary build does not hold it. */
  readonly extraTags: readonly string[];
}

export interface GoModule {
  readonly path: string;
  readonly dir: string;
  readonly goVersion: string;
  readonly workspace: readonly string[];
  /** Folders of the same modules. */
  readonly workspaceDirs: readonly string[];
  /** Folders that stand for modules by a replace directive. */
  readonly replacedBy: readonly string[];
  readonly requires: readonly string[];
  /** The go.work that is in force; undefined where there is none. */
  readonly goWork: string | undefined;
}

export interface PackageQuery {
  /** Absolute path of the target's file. */
  readonly file: string;
  /** The file may be a test: nothing of it is to be written. */
  readonly forTests?: boolean;
  /** Its text, buffers considered. */
  readonly text: string;
  readonly tags: readonly string[];
  /** overlay.json with the unsaved buffers; undefined where there are none. */
  readonly overlay: string | undefined;
}

/** What `go list -json` prints of a package, as far as it is read here. */
interface Listed {
  readonly Dir?: string;
  readonly ImportPath: string;
  readonly Name?: string;
  readonly Standard?: boolean;
  readonly GoFiles?: string[];
  readonly CgoFiles?: string[];
  readonly SFiles?: string[];
  readonly TestGoFiles?: string[];
  readonly XTestGoFiles?: string[];
  readonly Imports?: string[];
  readonly Module?: { Path: string; Main?: boolean; Dir?: string; GoMod?: string; GoVersion?: string };
  readonly Error?: { Err: string; Pos?: string };
}

const fields =
  "Dir,ImportPath,Name,Standard,GoFiles,CgoFiles,SFiles,TestGoFiles,XTestGoFiles,Imports,Module,Error";

/** The package of a file, or why the go command has none for it. */
export async function loadPackage(
  go: GoEnvironment,
  asked: PackageQuery,
  signal: AbortSignal,
): Promise<Result<GoPackage>> {
  const query = { ...asked, tags: [...new Set([...go.flags.tags, ...asked.tags])] };
  const untouchable = notToWrite(query, go);
  if (untouchable !== undefined) return fail(untouchable);
  if (go.goMod === undefined) return fail(outside(query.file));
  const own: Platform = { goos: go.vars["GOOS"] ?? "", goarch: go.vars["GOARCH"] ?? "", tags: query.tags };
  const [first, module] = await Promise.all([
    list(go, query, own, signal),
    loadModule(go, query.file, signal),
  ]);
  if (!first.ok) return first;
  if (!module.ok) return module;
  if (holds(first.value, query.file)) return finish(query, first.value, module.value, own, undefined);
  if (hardError(first.value)) return fail(listProblem(query.file, first.value));

  const minor = Number(/^1\.(\d+)/.exec(go.version)?.[1] ?? 0);
  const other = platformFor(basename(query.file), query.text, own, minor);
  if (other === undefined)
    return fail(problem("build-constraint", { file: query.file }, byHand("change-build-line")));
  const second = await list(go, query, other, signal);
  if (!second.ok) return second;
  if (!holds(second.value, query.file)) return fail(listProblem(query.file, second.value));
  const abroad = other.goos !== own.goos || other.goarch !== own.goarch;
  const foreign = abroad
    ? `${basename(query.file)} is for ${other.goos}/${other.goarch}, and this machine is ${own.goos}/${own.goarch}`
    : undefined;
  return finish(query, second.value, module.value, other, foreign);
}

const ownModule = byHand("own-module");

/** Why no body of this file is anybody's to write; undefined where it may be. */
function notToWrite({ file, forTests }: PackageQuery, { goroot, vars }: GoEnvironment): Problem | undefined {
  const below = (folder: string | undefined): boolean =>
    folder !== undefined && folder !== "" && file.startsWith(`${folder}${sep}`);
  if (file.endsWith("_test.go") && forTests !== true)
    return problem("test-file", { file }, byHand("name-tested-file"));
  if (below(join(goroot, "src"))) return problem("standard-library-file", { file, goroot }, ownModule);
  if (below(vars["GOMODCACHE"]))
    return problem("downloaded-module", { file, importPath: undefined }, ownModule);
  return undefined;
}

function finish(
  query: PackageQuery,
  listed: Listed,
  module: GoModule,
  platform: Platform,
  foreign: string | undefined,
): Result<GoPackage> {
  if (hardError(listed)) return fail(listProblem(query.file, listed));
  if (listed.Module?.Main !== true)
    return fail(problem("downloaded-module", { file: query.file, importPath: listed.ImportPath }, ownModule));
  const dir = dirname(query.file);
  const at = (names: readonly string[] | undefined) => (names ?? []).map((n) => join(dir, n));
  return ok({
    name: listed.Name ?? "",
    importPath: listed.ImportPath,
    dir,
    goFiles: [...at(listed.GoFiles), ...at(listed.CgoFiles)],
    cgoFiles: at(listed.CgoFiles),
    testFiles: [...at(listed.TestGoFiles), ...at(listed.XTestGoFiles)],
    assembly: (listed.SFiles ?? []).length > 0,
    imports: listed.Imports ?? [],
    module,
    platform,
    foreign,
    extraTags: platform.tags.filter((t) => !query.tags.includes(t)),
  });
}

async function list(
  go: GoEnvironment,
  query: PackageQuery,
  platform: Platform,
  signal: AbortSignal,
): Promise<Result<Listed>> {
  const overlay = query.overlay === undefined ? [] : ["-overlay", query.overlay];
  const args = ["list", "-e", `-json=${fields}`, ...overlay, ...tagArgs(platform.tags), "."];
  const result = await runGo(forPlatform(go, platform), args, dirname(query.file), signal);
  if (result.code !== 0) return fail(commandProblem(go, "go list", query.file, result));
  const listed = jsonObject<Listed>(result.stdout);
  return listed === undefined ? fail(unreadable("go list", query.file)) : ok(listed);
}

async function loadModule(go: GoEnvironment, target: string, signal: AbortSignal): Promise<Result<GoModule>> {
  const goMod = go.goMod ?? "";
  const edit = await runGo(go, ["mod", "edit", "-json", goMod], dirname(target), signal);
  if (edit.code !== 0) return fail(commandProblem(go, "go mod edit", goMod, edit));
  const file = jsonObject<{
    Module: { Path: string };
    Go?: string;
    Require?: { Path: string; Indirect?: boolean }[] | null;
    Replace?: Replacement[] | null;
  }>(edit.stdout);
  if (file === undefined) return fail(unreadable("go mod edit", goMod));
  const work = go.goWork === undefined ? undefined : await workFile(go, go.goWork, signal);
  return ok({
    path: file.Module.Path,
    dir: dirname(goMod),
    goVersion: file.Go ?? "1.16",
    workspace: [...new Set([file.Module.Path, ...go.modules.map((m) => m.Path)])],
    workspaceDirs: [...new Set([dirname(goMod), ...go.modules.map((m) => m.Dir)])],
    replacedBy: [
      ...localFolders(file.Replace, dirname(goMod)),
      ...localFolders(work?.Replace, dirname(go.goWork ?? goMod)),
    ],
    requires: (file.Require ?? []).filter((r) => r.Indirect !== true).map((r) => r.Path),
    goWork: go.goWork,
  });
}

interface Replacement {
  readonly New: { readonly Path: string; readonly Version?: string };
}

/** Where go reads modules from in place of what their path says; one with a version is in the module cache. */
const localFolders = (replace: readonly Replacement[] | null | undefined, dir: string): readonly string[] =>
  (replace ?? []).filter((r) => r.New.Version === undefined).map((r) => resolve(dir, r.New.Path));

async function workFile(
  go: GoEnvironment,
  goWork: string,
  signal: AbortSignal,
): Promise<{ readonly Replace?: Replacement[] | null } | undefined> {
  const edit = await runGo(go, ["work", "edit", "-json", goWork], dirname(goWork), signal);
  return edit.code === 0 ? jsonObject(edit.stdout) : undefined;
}

const holds = ({ GoFiles, CgoFiles, TestGoFiles, XTestGoFiles }: Listed, file: string): boolean =>
  [GoFiles, CgoFiles, TestGoFiles, XTestGoFiles].some((names) => names?.includes(basename(file)));

const hardError = (listed: Listed): boolean =>
  listed.Error !== undefined && !listed.Error.Err.startsWith("build constraints exclude all Go files");

function listProblem(file: string, listed: Listed): Problem {
  const error = listed.Error?.Err.trim() ?? "the go command leaves it out of the package";
  if (error.includes("go.work"))
    return problem("not-in-go-work", { file }, byHand("add-to-go-work"), byHand("gowork-off"));
  return problem("package-not-loaded", { file, why: error.split("\n").join(" ") });
}

function outside(file: string): Problem {
  for (let at = dirname(file); ; at = dirname(at)) {
    const bazel = ["MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel"].find((name) => existsSync(join(at, name)));
    if (bazel !== undefined) {
      const data = { file, marker: join(at, bazel) };
      return problem("built-by-bazel", data, byHand("add-go-mod"), byHand("other-file"));
    }
    if (dirname(at) === at) break;
  }
  return problem("no-module", { file }, byHand("create-module"));
}

const unreadable = (command: string, file: string): Problem =>
  problem("go-command-failed", { command, file, why: "its answer cannot be read as JSON" });

function commandProblem(
  { flags }: GoEnvironment,
  command: string,
  file: string,
  result: ProcessResult,
): Problem {
  const fault = goFault(result, command);
  if (fault !== undefined)
    return problem("go-fault", { dir: dirname(file), why: fault.why }, ...nextOfFault(fault));
  const why = withFlags((result.stderr || result.error).trim().split("\n").join(" "), flags);
  return problem("go-command-failed", { command, file, why });
}
