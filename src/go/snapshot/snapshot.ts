import { dirname, join } from "node:path";
import type { SourceFile } from "../../core/edit/edit";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import type { BaselineTest, Snapshot } from "../../core/snapshot";
import { type Elsewhere, elsewhereIn } from "../../core/stub/elsewhere";
import { type ResolvedTarget, type ResolveOptions, resolveTarget } from "../../core/stub/find-stubs";
import {
  placeholdersInOthers,
  tracingBody,
  withPlaceholders,
  withStubPlaceholders,
} from "../../core/stub/placeholder";
import type { GoParser } from "../../core/syntax/tree";
import { gofmt } from "../compile/gofmt";
import type { VetReport } from "../compile/vet";
import { withFolder } from "../process/temp-dir";
import type { Sandbox } from "../sandbox/probe";
import type { DeclaredTest, TestSite } from "../testrun/findings";
import { type GoEnvironment, type GoSetup, goEnvironment } from "../toolchain/environment";
import { forPlatform } from "../toolchain/go-command";
import { findImporters, type Importer } from "../toolchain/importers";
import { writeOverlay } from "../toolchain/overlay";
import { type GoPackage, loadPackage } from "../toolchain/package";
import { readSource, sourceFile } from "../toolchain/source-file";
import { standardLibrary } from "../toolchain/standard-library";
import type { TestBuild } from "../toolchain/test-build";
import { aroundPackage } from "./around";
import { declaredTests, measureBaseline } from "./baseline";

/** What judging stands on; made once by the root. */
export interface GoDeps extends GoSetup {
  readonly parser: GoParser;
  readonly sandbox: Sandbox;
}

export interface JudgeSettings {
  readonly tags: readonly string[];
  /** A function that has a body already may be written anew. */
  readonly allowNonStub: boolean;
  /** A function of a generated file may be written anew. */
  readonly allowGenerated: boolean;
  /** Whether a candidate may import go.mod's direct requirements that its package does not import yet. */
  readonly allowRequired: boolean;
  /** For one test, as long as it has not reached the target, milliseconds. */
  readonly testTimeoutMs: number;
  /** For one call of the target with no test ending, milliseconds: it is an endless loop then. */
  readonly loopMs: number;
  /** For all tests of one process, milliseconds, where the person's flags do not say. */
  readonly totalMs: number;
  /** For the tests of all importing packages, milliseconds; 0 leaves them out. */
  readonly importersMs: number;
}

export const defaultSettings: JudgeSettings = {
  tags: [],
  allowNonStub: false,
  allowGenerated: false,
  allowRequired: false,
  testTimeoutMs: 30_000,
  loopMs: 10_000,
  totalMs: 600_000,
  importersMs: 20_000,
};

export interface SnapshotRequest {
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  /** Unsaved texts by absolute path. */
  readonly buffers?: ReadonlyMap<string, string>;
  readonly settings?: Partial<JudgeSettings>;
  /** Test files to lay over the package, made once it is known: what the person has stated is judged by as well. */
  readonly moreTests?: (known: KnownPackage) => Promise<ReadonlyMap<string, string>>;
}

/** A package before anything of it has run. */
export interface KnownPackage extends Pick<Snapshot, "target" | "file" | "package" | "module"> {
  /** Import paths of the standard library. */
  readonly std: ReadonlySet<string>;
  /** By gofmt; as it is where that cannot be. */
  readonly format: (text: string) => Promise<string>;
}

/** A test of another package that decides the target. */
export interface OutsideTest {
  readonly build: TestBuild;
  readonly site: TestSite;
  /** Texts over the disk for its package, before any candidate. */
  readonly texts: ReadonlyMap<string, string>;
  readonly test: BaselineTest;
}

/** A Snapshot with what the toolchain needs to judge on it. */
export interface GoSnapshot extends Snapshot {
  readonly settings: JudgeSettings;
  readonly build: TestBuild;
  /** Texts over the disk for every candidate: unsaved buffers, and placeholders in stubs of other files. */
  readonly texts: ReadonlyMap<string, string>;
  /** The package before any candidate, made to compile: the target's stubs say that they are reached. */
  readonly before: ReadonlyMap<string, string>;
  /** Being listed while the first candidate is drafted. */
  readonly importers: Promise<readonly Importer[]>;
  readonly tests: readonly DeclaredTest[];
  /** How long each test took on the stub, milliseconds. */
  readonly testMs: ReadonlyMap<string, number>;
  readonly vet: VetReport;
  /** Of a body that is to be repaired: the test that fails on it. */
  readonly failing?: string;
  /** That test, where it lies in another package. */
  readonly outside?: OutsideTest;
  /** Why tests cannot run on this machine at all. */
  readonly foreign: string | undefined;
  /** Build tags that only the target's file asks for. */
  readonly extraTags: readonly string[];
  readonly elsewhere: Elsewhere;
  /** Import paths of the standard library. */
  readonly std: ReadonlySet<string>;
}

/**
 * Everything a run judges against. Expected failures are Problems; rejects only when the signal is aborted.
 * @param signal to be aborted at the end too: the listing of importers may go on behind the answer
 */
export function createSnapshot(
  request: SnapshotRequest,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<GoSnapshot>> {
  return withFolder(async (folder) => {
    // A go command that is killed leaves its temporary files behind.
    const env = { ...deps.env, GOTMPDIR: folder };
    const found = await find(request, { ...deps, env }, folder, signal);
    if (!found.ok) return found;
    const { moreTests } = request;
    const whole = moreTests === undefined ? found.value : await withTests(found.value, moreTests, signal);
    return measure(whole, deps, signal);
  });
}

/** The target in its package, nothing run yet. */
interface Found {
  readonly settings: JudgeSettings;
  readonly buffers: ReadonlyMap<string, string>;
  readonly go: GoEnvironment;
  readonly file: SourceFile;
  readonly pkg: GoPackage;
  readonly resolved: ResolvedTarget;
  readonly files: readonly SourceFile[];
  readonly testFiles: readonly SourceFile[];
  readonly elsewhere: Elsewhere;
  /** Import paths of the standard library. */
  readonly std: ReadonlySet<string>;
}

async function find(
  request: SnapshotRequest,
  deps: GoDeps,
  folder: string,
  signal: AbortSignal,
): Promise<Result<Found>> {
  const settings = { ...defaultSettings, ...request.settings };
  const buffers = request.buffers ?? new Map<string, string>();
  const file = await readSource(request.file, buffers);
  if (file === undefined) return fail(problem("file-unreadable", { file: request.file }));
  const dir = dirname(file.path);
  const go = await goEnvironment(deps, dir, signal);
  signal.throwIfAborted();
  if (!go.ok) return go;
  const listing = standardLibrary(go.value.goroot);
  const overlay = buffers.size === 0 ? undefined : await writeOverlay(join(folder, "buffers"), buffers);
  const query = { file: file.path, text: file.text, tags: settings.tags, overlay: overlay?.json };
  const pkg = await loadPackage(go.value, query, signal);
  signal.throwIfAborted();
  if (!pkg.ok) return pkg;
  const { assembly, goFiles, testFiles: tests } = pkg.value;
  const [files, testFiles] = await Promise.all([sources(goFiles, buffers), sources(tests, buffers)]);
  const texts = files.map((f) => f.text);
  const elsewhere = elsewhereIn(deps.parser, texts, assembly);
  const { allowNonStub, allowGenerated } = settings;
  const options = { allowNonStub, allowGenerated, elsewhere };
  const resolved = await resolveAsGo(file, request.names, options, go.value, deps.parser, signal);
  if (!resolved.ok) return resolved;
  return ok({
    settings,
    buffers,
    go: go.value,
    file,
    pkg: pkg.value,
    resolved: resolved.value,
    files,
    testFiles,
    elsewhere,
    std: await listing,
  });
}

/** What the grammar cannot read is an error only where the person's own Go says so too. */
async function resolveAsGo(
  file: SourceFile,
  names: readonly string[],
  options: ResolveOptions,
  go: GoEnvironment,
  parser: GoParser,
  signal: AbortSignal,
): Promise<Result<ResolvedTarget>> {
  const resolved = resolveTarget(parser, file, names, options);
  if (resolved.ok || resolved.error.code !== "syntax-error") return resolved;
  const formatted = await gofmt(go, file.text, dirname(file.path), signal);
  signal.throwIfAborted();
  return formatted?.ok ? resolveTarget(parser, file, names, { ...options, readable: true }) : resolved;
}

async function withTests(
  found: Found,
  more: NonNullable<SnapshotRequest["moreTests"]>,
  signal: AbortSignal,
): Promise<Found> {
  const { file, files, testFiles, resolved, pkg, buffers, std } = found;
  const { name, importPath, dir, imports, module } = pkg;
  const format = async (text: string): Promise<string> => {
    const clean = await gofmt(found.go, text, dir, signal);
    return clean?.ok ? clean.value : text;
  };
  const texts = await more({
    target: resolved.target,
    file,
    package: { name, importPath, dir, files, testFiles, imports },
    module,
    std,
    format,
  });
  signal.throwIfAborted();
  return {
    ...found,
    buffers: new Map([...buffers, ...texts]),
    testFiles: [
      ...testFiles.filter((f) => !texts.has(f.path)),
      ...[...texts].map(([path, text]) => sourceFile(path, text)),
    ],
  };
}

/** Puts placeholders into the stubs and measures how the package stands. */
async function measure(found: Found, deps: GoDeps, signal: AbortSignal): Promise<Result<GoSnapshot>> {
  const { settings, go, file, pkg, resolved, files, testFiles, elsewhere, std } = found;
  const { foreign, extraTags, module, name, importPath, dir, imports } = pkg;
  const others = files.filter((f) => f.path !== file.path);
  const texts = placeholdersInOthers(deps.parser, others, found.buffers, elsewhere);
  const names = new Set(resolved.target.names);
  const siblings = withStubPlaceholders(deps.parser, file.text, names, elsewhere);
  const traced = (name: string) => (names.has(name) ? tracingBody(name) : undefined);
  const marked = withPlaceholders(deps.parser, siblings, traced, elsewhere);
  const written = resolved.target.names.every((n) => !resolved.stubs.some((s) => s.name === n));
  const build = buildOf(go, pkg, deps.env["GOTMPDIR"]);
  const tests = declaredTests(deps.parser, testFiles);
  const stubbed = new Map([...texts, [file.path, marked]]);
  const before = written ? new Map([...texts, [file.path, siblings]]) : stubbed;
  const { testTimeoutMs } = settings;
  const request = { build, texts: stubbed, before, tests, foreign, testTimeoutMs };
  const measured = await measureBaseline(request, deps.sandbox, signal);
  if (!measured.ok) return measured;
  const importing = foreign === undefined && settings.importersMs > 0;
  return ok({
    target: resolved.target,
    file,
    package: { name, importPath, dir, files, testFiles, imports },
    module,
    ...measured.value,
    settings,
    build,
    texts,
    before,
    importers: importing ? findImporters(build, pkg, signal) : Promise.resolve([]),
    tests,
    foreign,
    extraTags,
    elsewhere,
    std,
  });
}

/** @param temp the person's own GOTMPDIR: the one in use belongs to the snapshot and goes with it */
function buildOf(go: GoEnvironment, pkg: GoPackage, temp: string | undefined): TestBuild {
  const lasting = { ...go, env: { ...go.env, GOTMPDIR: temp } };
  return {
    go: forPlatform(lasting, pkg.platform),
    importPath: pkg.importPath,
    dir: pkg.dir,
    moduleDir: pkg.module.dir,
    around: aroundPackage(pkg, lasting.env),
    tags: pkg.platform.tags,
    command: pkg.name === "main",
  };
}

async function sources(
  paths: readonly string[],
  buffers: ReadonlyMap<string, string>,
): Promise<SourceFile[]> {
  const read = await Promise.all(paths.map((path) => readSource(path, buffers)));
  return read.filter((f) => f !== undefined);
}
