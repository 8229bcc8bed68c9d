import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Block, Trace } from "../../core/faultloc/suspects";
import { limits } from "../../core/limits";
import type { Helper } from "../helper-client/client";
import { readRegularText } from "../process/regular-file";
import { withFolder } from "../process/temp-dir";
import { noSandbox, type Sandbox } from "../sandbox/probe";
import type { LoadedPackage } from "../snapshot/test-package";
import { compileTests, runTests } from "../testrun/binary";
import { runGo, tagArgs } from "../toolchain/go-command";
import { jsonStream } from "../toolchain/json-stream";
import { writeOverlay } from "../toolchain/overlay";
import { readSource } from "../toolchain/source-file";

interface Covered {
  readonly overlay: Readonly<Record<string, string>>;
  readonly blocks: readonly Block[];
}

/** One test, or one case of it, to be traced. */
export interface Traced {
  readonly test: string;
  readonly subtest: string | undefined;
  /** The failing test, which `go test` has run before: it finds what it found there. */
  readonly own: boolean;
}

export interface Spectrum {
  readonly blocks: readonly Block[];
  readonly traces: readonly Trace[];
  /** Files that were looked at, as texts. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Packages of the module beside the test's own that are looked at. */
const mostPackages = 30;
/** More tests only sharpen what these tell already. */
const mostTraces = 80;

/**
 * What each test reaches, in the package and in the packages of its module that it uses. Go's own coverage ignores
 * overlays and is lost in a panic, so that the helper notes the blocks; nothing is written beside the code.
 */
export function traceTests(
  loaded: LoadedPackage,
  tests: readonly Traced[],
  {
    helper,
    sandbox,
    timeoutMs,
  }: { readonly helper: Helper; readonly sandbox: Sandbox; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<Spectrum | undefined> {
  return withFolder(async (folder) => {
    const packages = await packagesUsed(loaded, signal);
    const made = await helper.request<Covered>("cover", { packages }, signal);
    if (!made.ok) return undefined;
    const { overlay, blocks } = made.value;
    const texts = new Map([...loaded.texts, ...Object.entries(overlay)]);
    const written = await writeOverlay(join(folder, "overlay"), texts);
    const compiled = await compileTests(loaded.build, written.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind !== "binary") return undefined;
    const traces: Trace[] = [];
    for (const traced of tests.slice(0, mostTraces)) {
      const one = await trace(compiled.path, traced);
      if (one !== undefined) traces.push(one);
    }
    return { blocks, traces, files: packages.flatMap((p) => p.files) };
  });

  function trace(binary: string, { test, subtest, own }: Traced): Promise<Trace | undefined> {
    return withFolder(async (temp) => {
      const log = join(temp, "reached");
      await writeFile(log, "");
      const env = { ...(own ? loaded.build.go.env : {}), STUBWRIGHT_COVER: log };
      const request = { names: [test], subtest, timeoutMs, folder: temp, env };
      const { process, runs } = await runTests(
        own ? noSandbox : sandbox,
        loaded.build,
        binary,
        request,
        signal,
      );
      signal.throwIfAborted();
      if (runs.every((r) => r.status === "skip")) return undefined;
      const hits = (await readRegularText(log, limits.testLog))
        .split("\n")
        .filter((l) => l !== "")
        .map(Number);
      return { test: subtest === undefined ? test : `${test}/${subtest}`, failed: process.code !== 0, hits };
    });
  }
}

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly GoFiles?: string[];
  readonly Standard?: boolean;
  readonly Module?: { readonly Main?: boolean };
}

interface Used {
  readonly dir: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** The test's package first, then those of the workspace's modules that it is built from. */
async function packagesUsed(loaded: LoadedPackage, signal: AbortSignal): Promise<readonly Used[]> {
  const { build, texts, pkg, files } = loaded;
  const own = files.filter((f) => !pkg.cgoFiles.includes(f.path));
  const fields = "ImportPath,Dir,GoFiles,Standard,Module";
  const args = ["list", "-e", "-deps", "-test", `-json=${fields}`, ...tagArgs(build.tags), "."];
  const listed = await runGo(build.go, args, build.dir, signal);
  const others = (listed.code === 0 ? jsonStream<Listed>(listed.stdout) : [])
    .filter((p) => p.Standard !== true && p.Module?.Main === true)
    .filter((p) => p.Dir !== build.dir && !p.ImportPath.includes(" ") && !p.ImportPath.endsWith(".test"))
    .slice(-mostPackages);
  const read = async ({ Dir: dir, GoFiles = [] }: Listed): Promise<Used> => {
    const sources = await Promise.all(GoFiles.map((name) => readSource(join(dir, name), loaded.buffers)));
    return { dir, files: sources.flatMap((f) => (f === undefined ? [] : [{ path: f.path, text: f.text }])) };
  };
  const now = own.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
  return [{ dir: build.dir, files: now }, ...(await Promise.all(others.map(read)))];
}
