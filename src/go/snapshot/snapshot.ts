import { dirname, join } from "node:path";
import type { SourceFile } from "../../core/edit/edit";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
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
import { withFolder } from "../process/temp-dir";
import { type GoEnvironment, goEnvironment } from "../toolchain/environment";
import { forPlatform } from "../toolchain/go-command";
import { findImporters } from "../toolchain/importers";
import { writeOverlay } from "../toolchain/overlay";
import { type GoPackage, loadPackage } from "../toolchain/package";
import { readSource, sourceFile } from "../toolchain/source-file";
import { standardLibrary } from "../toolchain/standard-library";
import type { TestBuild } from "../toolchain/test-build";
import { aroundPackage } from "./around";
import { declaredTests, measureBaseline, vetBefore } from "./baseline";
import type { Opened } from "./kept-baseline";
import { once } from "./once";
import {
  defaultSettings,
  type GoDeps,
  type GoSnapshot,
  type JudgeSettings,
  type SnapshotRequest,
  type Subject,
} from "./subject";

/**
 * Everything a run judges against. Expected failures are Problems; rejects only when the signal is aborted.
 * @param signal to be aborted at the end too: the listing of importers may go on behind the answer
 */
export async function createSnapshot(
  request: SnapshotRequest,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<GoSnapshot>> {
  const subject = await findSubject(request, deps, signal);
  if (!subject.ok) return subject;
  // Candidates are vetted by what this leaves in go's cache (compile/vet-unit.ts).
  const [snapshot] = await Promise.all([measured(subject.value, deps, signal), subject.value.vet()]);
  signal.throwIfAborted();
  if (snapshot.ok) void subject.value.importers();
  return snapshot;
}

/**
 * The subject with its baseline.
 * @param opened what is kept of it, where that was looked at before
 */
export async function measured(
  subject: Subject,
  deps: GoDeps,
  signal: AbortSignal,
  opened?: Promise<Opened | undefined>,
): Promise<Result<GoSnapshot>> {
  const found = await measureBaseline(subject, deps, signal, opened);
  return found.ok ? ok({ ...subject, ...found.value }) : found;
}

/** What can begin while go lists the package: how go is run is known, and the file's text. */
export type Meanwhile = (go: GoEnvironment, file: SourceFile) => void;

/** The target in its package; nothing of it is run. Lists and vets under the signal when it is asked to. */
export function findSubject(
  request: SnapshotRequest,
  deps: GoDeps,
  signal: AbortSignal,
  meanwhile?: Meanwhile,
): Promise<Result<Subject>> {
  return withFolder(async (folder) => {
    // A go command that is killed leaves its temporary files behind.
    const env = { ...deps.env, GOTMPDIR: folder };
    const found = await find(request, { ...deps, env }, { folder, meanwhile }, signal);
    if (!found.ok) return found;
    const { moreTests } = request;
    const whole = moreTests === undefined ? found.value : await withTests(found.value, moreTests, signal);
    return ok(await subjectOf(whole, deps, signal));
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
  { folder, meanwhile }: { readonly folder: string; readonly meanwhile: Meanwhile | undefined },
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
  const loading = loadPackage(go.value, query, signal);
  meanwhile?.(go.value, file);
  const pkg = await loading;
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

/** Puts placeholders into the stubs. */
async function subjectOf(found: Found, deps: GoDeps, signal: AbortSignal): Promise<Subject> {
  const { settings, go, file, pkg, resolved, files, testFiles, elsewhere, std } = found;
  const { foreign, extraTags, module, name, importPath, dir, imports } = pkg;
  const others = files.filter((f) => f.path !== file.path);
  const texts = placeholdersInOthers(deps.parser, others, found.buffers, elsewhere);
  const names = new Set(resolved.target.names);
  const siblings = withStubPlaceholders(deps.parser, file.text, names, elsewhere);
  const marked = (logged: boolean): ReadonlyMap<string, string> => {
    const traced = (n: string) => (names.has(n) ? tracingBody(n, logged) : undefined);
    return new Map([...texts, [file.path, withPlaceholders(deps.parser, siblings, traced, elsewhere)]]);
  };
  const written = resolved.target.names.every((n) => !resolved.stubs.some((s) => s.name === n));
  const build = await buildOf(go, pkg, deps.env["GOTMPDIR"], signal);
  const stubbed = { texts: marked(false), reach: marked(true) };
  const before = written ? new Map([...texts, [file.path, siblings]]) : stubbed.texts;
  const importing = foreign === undefined && settings.importersMs > 0;
  return {
    target: resolved.target,
    file,
    package: { name, importPath, dir, files, testFiles, imports },
    module,
    settings,
    build,
    texts,
    before,
    importers: once(async () => (importing ? findImporters(build, pkg, signal) : [])),
    tests: declaredTests(deps.parser, testFiles),
    vet: once(() => vetBefore({ build, stubbed, before }, signal)),
    stubbed,
    foreign,
    extraTags,
    elsewhere,
    std,
  };
}

/** @param temp the person's own GOTMPDIR: the one in use belongs to the snapshot and goes with it */
async function buildOf(
  go: GoEnvironment,
  pkg: GoPackage,
  temp: string | undefined,
  signal: AbortSignal,
): Promise<TestBuild> {
  const lasting = { ...go, env: { ...go.env, GOTMPDIR: temp } };
  return {
    go: forPlatform(lasting, pkg.platform),
    importPath: pkg.importPath,
    dir: pkg.dir,
    moduleDir: pkg.module.dir,
    around: await aroundPackage(pkg, lasting.env, signal),
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
