import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { SourceFile } from "../../core/edit/edit";
import { problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { elsewhereIn } from "../../core/stub/elsewhere";
import { placeholdersInOthers } from "../../core/stub/placeholder";
import { withFolder } from "../process/temp-dir";
import type { TestSite } from "../testrun/findings";
import { siteOf } from "../testrun/findings";
import { type GoEnvironment, goEnvironment } from "../toolchain/environment";
import { writeOverlay } from "../toolchain/overlay";
import { type GoPackage, loadPackage } from "../toolchain/package";
import { readSource } from "../toolchain/source-file";
import type { TestBuild } from "../toolchain/test-build";
import { aroundPackage } from "./around";
import { declaredTests } from "./baseline";
import type { PackageSpec } from "./package-spec";
import type { GoDeps } from "./subject";

/** One package and its tests, unsaved texts laid over the disk; nothing was run yet. */
export interface LoadedPackage {
  readonly go: GoEnvironment;
  readonly pkg: GoPackage;
  readonly files: readonly SourceFile[];
  readonly testFiles: readonly SourceFile[];
  readonly buffers: ReadonlyMap<string, string>;
  /** Buffers, and the package's stubs made to compile and to say that they are reached. */
  readonly texts: ReadonlyMap<string, string>;
  readonly build: TestBuild;
  readonly site: TestSite;
}

/** @param dir the package's folder, absolute. */
export function loadPackageForTests(
  { dir, buffers, tags }: LoadRequest,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<LoadedPackage>> {
  return withFolder(async (folder) => {
    // In a folder that is not there go would not even start, as if it were go that is broken.
    if (!existsSync(dir)) return fail(problem("no-go-file", { dir }, byHand("name-package")));
    const go = await goEnvironment({ ...deps, env: { ...deps.env, GOTMPDIR: folder } }, dir, signal);
    signal.throwIfAborted();
    if (!go.ok) return go;
    const overlay = buffers.size === 0 ? undefined : await writeOverlay(join(folder, "buffers"), buffers);
    const pkg = await packageIn({ dir, buffers, tags }, go.value, overlay?.json, signal);
    if (!pkg.ok) return pkg;
    const read = async (paths: readonly string[]): Promise<readonly SourceFile[]> =>
      (await Promise.all(paths.map((path) => readSource(path, buffers)))).filter((f) => f !== undefined);
    const [files, testFiles] = await Promise.all([read(pkg.value.goFiles), read(pkg.value.testFiles)]);
    const lasting = { ...go.value, env: { ...go.value.env, GOTMPDIR: deps.env["GOTMPDIR"] } };
    return ok(await loadedPackage(lasting, pkg.value, { files, testFiles }, buffers, deps, signal));
  });
}

export interface LoadRequest {
  readonly dir: string;
  readonly buffers: ReadonlyMap<string, string>;
  readonly tags: readonly string[];
}

async function loadedPackage(
  go: GoEnvironment,
  pkg: GoPackage,
  { files, testFiles }: Pick<LoadedPackage, "files" | "testFiles">,
  buffers: ReadonlyMap<string, string>,
  { parser }: GoDeps,
  signal: AbortSignal,
): Promise<LoadedPackage> {
  const texts = placeholdersInOthers(
    parser,
    files,
    buffers,
    elsewhereIn(
      parser,
      files.map((f) => f.text),
      pkg.assembly,
    ),
  );
  const { importPath, dir, module, platform, name } = pkg;
  const around = await aroundPackage(pkg, go.env, signal);
  const command = name === "main";
  const build = { go, importPath, dir, moduleDir: module.dir, around, tags: platform.tags, command };
  const tests = declaredTests(parser, testFiles);
  const site = siteOf(build, tests, testFiles);
  return { go, pkg, files, testFiles, buffers, texts, build, site };
}

/** The folder's package by any file of its build; by a test where it holds nothing else. */
async function packageIn(
  { dir, buffers, tags }: LoadRequest,
  go: GoEnvironment,
  overlay: string | undefined,
  signal: AbortSignal,
): Promise<Result<GoPackage>> {
  const all = (await readdir(dir).catch(() => [])).filter((n) => n.endsWith(".go"));
  const isTest = (name: string) => name.endsWith("_test.go");
  const names = [...all.filter((n) => !isTest(n)), ...all.filter(isTest)];
  let first: Result<GoPackage> | undefined;
  for (const name of names) {
    const source = await readSource(join(dir, name), buffers);
    if (source === undefined) continue;
    const query = { file: source.path, text: source.text, tags, overlay, forTests: true };
    const loaded = await loadPackage(go, query, signal);
    signal.throwIfAborted();
    if (loaded.ok && loaded.value.foreign === undefined) return loaded;
    // What keeps the code out of the build says more than what keeps its tests out.
    first ??= loaded;
  }
  return first ?? fail(problem("no-go-file", { dir }, byHand("name-package")));
}

/** The package as the Go helper takes it. */
export function specOf({ pkg, files, testFiles, texts }: LoadedPackage): PackageSpec {
  const now = ({ path, text }: SourceFile) => ({ path, text: texts.get(path) ?? text });
  return {
    dir: pkg.dir,
    importPath: pkg.importPath,
    goVersion: pkg.module.goVersion,
    tags: pkg.platform.tags,
    files: files.map(now),
    tests: testFiles.map(now),
  };
}
