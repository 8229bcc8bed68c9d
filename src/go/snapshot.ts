import { dirname } from "node:path";
import type { SourceFile } from "../core/edit";
import { fail, ok, type Problem, type Result } from "../core/result";
import type { Snapshot } from "../core/snapshot";
import { markerBody, standIns } from "../core/standin";
import { resolveTarget } from "../core/stub";
import type { GoParser } from "../core/syntax";
import { type DeclaredTest, declaredTests, measureBaseline } from "./baseline";
import { type GoEnvironment, goEnvironment } from "./environment";
import type { VetReport } from "./gate-vet";
import { forPlatform, runGo } from "./go-command";
import { findImporters, type Importer } from "./importers";
import { withFolder, writeOverlay } from "./overlay";
import { type GoPackage, loadPackage } from "./package";
import type { Environment } from "./process";
import type { Sandbox } from "./sandbox";
import { standForStubs } from "./siblings";
import { readSource } from "./source";
import type { TestBuild } from "./test-binary";
import type { Toolchain } from "./toolchain";

/** What judging stands on; made once by the root. */
export interface GoDeps {
  readonly toolchain: Toolchain;
  /** The person's environment. */
  readonly env: Environment;
  readonly parser: GoParser;
  readonly sandbox: Sandbox;
}

export interface JudgeSettings {
  readonly tags: readonly string[];
  /** A function that has a body already may be written anew. */
  readonly allowNonStub: boolean;
  /** Whether a candidate may import go.mod's direct requirements that its package does not import yet. */
  readonly allowRequired: boolean;
  /** For the tests of one process, milliseconds. */
  readonly testTimeoutMs: number;
  /** For the tests of all importing packages, milliseconds; 0 leaves them out. */
  readonly importersMs: number;
}

export const defaultSettings: JudgeSettings = {
  tags: [],
  allowNonStub: false,
  allowRequired: false,
  testTimeoutMs: 10_000,
  importersMs: 20_000,
};

export interface SnapshotRequest {
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  /** Unsaved texts by absolute path. */
  readonly buffers?: ReadonlyMap<string, string>;
  readonly settings?: Partial<JudgeSettings>;
}

/** A Snapshot with what the toolchain needs to judge on it. */
export interface GoSnapshot extends Snapshot {
  readonly settings: JudgeSettings;
  readonly build: TestBuild;
  /** Texts over the disk for every candidate: unsaved buffers, and stubs of other files stood in for. */
  readonly texts: ReadonlyMap<string, string>;
  /** The package before any candidate, made to compile: the target's stubs say that they are reached. */
  readonly before: ReadonlyMap<string, string>;
  readonly importers: readonly Importer[];
  readonly tests: readonly DeclaredTest[];
  readonly vet: VetReport;
  /** Why tests cannot run on this machine at all. */
  readonly foreign: string | undefined;
  /** Build tags that only the target's file asks for. */
  readonly extraTags: readonly string[];
  readonly assembly: boolean;
  /** Import paths of the standard library. */
  readonly std: ReadonlySet<string>;
}

/** Everything a run judges against. Expected failures are Problems; rejects only when the signal is aborted. */
export async function createSnapshot(
  request: SnapshotRequest,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<GoSnapshot, Problem>> {
  const settings = { ...defaultSettings, ...request.settings };
  const buffers = request.buffers ?? new Map<string, string>();
  const file = await readSource(request.file, buffers);
  if (file === undefined)
    return fail({ kind: "input", message: `${request.file} cannot be read.`, next: "" });
  const go = await goEnvironment(deps.toolchain, dirname(file.path), deps.env, signal);
  signal.throwIfAborted();
  if (!go.ok) return go;
  const pkg = await load(go.value, file, buffers, settings, signal);
  signal.throwIfAborted();
  if (!pkg.ok) return pkg;
  const { assembly } = pkg.value;
  const target = resolveTarget(deps.parser, file, request.names, {
    allowNonStub: settings.allowNonStub,
    assembly,
  });
  if (!target.ok) return target;
  const [files, testFiles] = await Promise.all([
    sources(pkg.value.goFiles, buffers),
    sources(pkg.value.testFiles, buffers),
  ]);

  const others = files.filter((f) => f.path !== file.path);
  const texts = standOthers(deps.parser, others, buffers, assembly);
  const names = new Set(target.value.target.names);
  const siblings = standForStubs(deps.parser, file.text, names, assembly);
  const marked = standIns(deps.parser, siblings, (name) => (names.has(name) ? markerBody(name) : undefined));
  const build = buildOf(go.value, pkg.value);
  const tests = declaredTests(deps.parser, testFiles);
  const { foreign, extraTags, module, name, importPath, dir, imports } = pkg.value;
  const baseTexts = new Map([...texts, [file.path, marked]]);
  const { testTimeoutMs } = settings;
  const written = [...names].every((n) => !target.value.stubs.some((s) => s.name === n));
  const before = written ? new Map([...texts, [file.path, siblings]]) : baseTexts;
  const [std, importers, measured] = await Promise.all([
    standardLibrary(go.value, dir, signal),
    foreign !== undefined || settings.importersMs === 0 ? [] : findImporters(go.value, pkg.value, signal),
    measureBaseline({ build, texts: baseTexts, tests, foreign, testTimeoutMs }, deps.sandbox, signal),
  ]);
  if (!measured.ok) return measured;
  return ok({
    target: target.value.target,
    file,
    package: { name, importPath, dir, files, testFiles, imports },
    module,
    baseline: measured.value.baseline,
    vet: measured.value.vet,
    settings,
    build,
    texts,
    before,
    importers,
    tests,
    foreign,
    extraTags,
    assembly,
    std,
  });
}

function load(
  go: GoEnvironment,
  file: SourceFile,
  buffers: ReadonlyMap<string, string>,
  settings: JudgeSettings,
  signal: AbortSignal,
): Promise<Result<GoPackage, Problem>> {
  const query = { file: file.path, text: file.text, tags: settings.tags };
  if (buffers.size === 0) return loadPackage(go, { ...query, overlay: undefined }, signal);
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(folder, buffers, dirname(file.path));
    return loadPackage(go, { ...query, overlay: overlay.json }, signal);
  });
}

function buildOf(go: GoEnvironment, pkg: GoPackage): TestBuild {
  return {
    go: forPlatform(go, pkg.platform),
    importPath: pkg.importPath,
    dir: pkg.dir,
    moduleDir: pkg.module.dir,
    tags: pkg.platform.tags,
    command: pkg.name === "main",
  };
}

/** Other files whose stubs would not let the package compile, or would leave open why a test fails. */
function standOthers(
  parser: GoParser,
  others: readonly SourceFile[],
  buffers: ReadonlyMap<string, string>,
  assembly: boolean,
): ReadonlyMap<string, string> {
  const texts = new Map(buffers);
  for (const { path, text } of others) {
    const stood = standForStubs(parser, text, new Set(), assembly);
    if (stood !== text)
      texts.set(
        path,
        standIns(parser, stood, () => undefined),
      );
  }
  return texts;
}

async function sources(
  paths: readonly string[],
  buffers: ReadonlyMap<string, string>,
): Promise<SourceFile[]> {
  const read = await Promise.all(paths.map((path) => readSource(path, buffers)));
  return read.filter((f) => f !== undefined);
}

async function standardLibrary(
  go: GoEnvironment,
  dir: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const result = await runGo(go, ["list", "std"], dir, signal);
  return new Set(result.stdout.split("\n").filter((path) => path !== "" && !path.startsWith("vendor/")));
}
