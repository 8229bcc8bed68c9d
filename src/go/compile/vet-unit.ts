import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProcessResult } from "../process/run";
import { withFolder } from "../process/temp-dir";
import { runGo, tagArgs, withTemp } from "../toolchain/go-command";
import { type Overlay, writeOverlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";
import { runTool } from "../toolchain/tool-run";

/**
 * What go vet hands to its tool for one package with its tests. Nearly all of go vet's time goes into finding that
 * out, and of a package it changes only with its imports: asked for once, it serves every candidate that imports no
 * more.
 */
export interface VetUnit {
  readonly tool: string;
  readonly flags: readonly string[];
  readonly config: VetConfig;
}

/** Of the tool's configuration what is read here; the rest goes through as it is. */
interface VetConfig {
  /** Absolute paths as the person has them. */
  readonly GoFiles: readonly string[];
  readonly VetxOnly: boolean;
  readonly ImportMap: Readonly<Record<string, string>>;
  /** Export data and facts by import path. */
  readonly PackageFile: Readonly<Record<string, string>>;
  readonly PackageVetx: Readonly<Record<string, string>>;
}

/** What a candidate is likely to import besides what is there; whatever else it imports costs a whole go vet. */
const usual = [
  ...["bytes", "cmp", "context", "errors", "fmt", "io", "maps", "math", "os", "regexp", "slices", "sort"],
  ...["strconv", "strings", "sync", "sync/atomic", "time", "unicode", "unicode/utf8"],
];

/**
 * Undefined where go vet has more to say than of this one package (tests of package x_test are a second one, which
 * needs the first one compiled), says it in a way that is not known here, or has not yet made the facts of all that the
 * package imports, which it does when it vets it.
 * @param before the package's texts over the disk
 * @param std import paths that the toolchain has
 */
export function vetUnit(
  testBuild: TestBuild,
  name: string,
  before: ReadonlyMap<string, string>,
  std: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<VetUnit | undefined> {
  return withFolder(async (folder) => {
    const more = join(testBuild.dir, "zz_stubwright_vet.go");
    const imports = usual.filter((path) => std.has(path) && path !== testBuild.importPath);
    // What was vetted before is not shown again: this text never was.
    const source = `package ${name}\n\n// ${randomUUID()}\nimport (\n${imports.map((path) => `\t_ "${path}"\n`).join("")})\n`;
    const overlay = await writeOverlay(folder, new Map([...before, [more, source]]));
    const args = ["vet", "-n", "-json", "-overlay", overlay.json, ...tagArgs(testBuild.tags), "."];
    const shown = await runGo(withTemp(testBuild.go, folder), args, testBuild.dir, signal);
    return shown.code === 0 ? read(shown.stderr, more, overlay) : undefined;
  });
}

function parsed(json: string): VetConfig | undefined {
  try {
    return JSON.parse(json) as VetConfig;
  } catch {
    return undefined;
  }
}

/** `go vet -n` shows a configuration as a here-document, and below it the command that reads it. */
function read(shown: string, without: string, overlay: Overlay): VetUnit | undefined {
  const units = shown.split(/^EOF$/m).flatMap((part) => {
    const head = /^cat >(\S+vet\.cfg) << 'EOF'.*\n/m.exec(part);
    const path = head?.[1] ?? "";
    const config = head === null ? undefined : parsed(part.slice(head.index + head[0].length));
    return config === undefined || config.VetxOnly
      ? []
      : [{ path: path.slice(path.lastIndexOf("/b") + 1), config }];
  });
  const [unit] = units;
  if (unit === undefined || units.length > 1) return undefined;
  const line = shown.split("\n").find((l) => l.endsWith(`/${unit.path}`) && !l.startsWith("cat "));
  const [, tool, flags = ""] = /^(?:TERM='dumb' )?([^\s']+) ((?:-[^\s']+ )*)[^\s']+$/.exec(line ?? "") ?? [];
  const files = unit.config.GoFiles.map(overlay.actual).filter((path) => path !== without);
  // What cgo makes of a file lies in go's own temporary folder.
  if (tool === undefined || files.some((path) => path.includes("$WORK"))) return undefined;
  const config = there(unit.config);
  if (config === undefined) return undefined;
  return { tool, flags: flags.split(" ").filter((f) => f !== ""), config: { ...config, GoFiles: files } };
}

/** Only packages whose export data and facts were made already; undefined where one lacks that the package imports. */
function there(config: VetConfig): VetConfig | undefined {
  const { PackageFile, PackageVetx } = config;
  const made = (path: string): boolean =>
    path === "unsafe" || (existsSync(PackageFile[path] ?? "") && existsSync(PackageVetx[path] ?? ""));
  const imports = Object.entries(config.ImportMap);
  if (imports.some(([name, path]) => !made(path) && !usual.includes(name))) return undefined;
  return { ...config, ImportMap: Object.fromEntries(imports.filter(([, path]) => made(path))) };
}

/** A version of the package for the tool of go vet. */
export interface UnitVersion {
  readonly unit: VetUnit;
  /** Of the file that the candidate changes. */
  readonly imports: readonly string[];
}

/**
 * The tool on one version of the package; undefined where it has to be asked through go: the version imports what the
 * unit does not know, or the tool ended with an error, which go vet tells better.
 */
export async function runVetTool(
  { unit: { tool, flags, config }, imports }: UnitVersion,
  testBuild: TestBuild,
  overlay: Overlay,
  folder: string,
  signal: AbortSignal,
): Promise<ProcessResult | undefined> {
  if (imports.some((path) => path !== "unsafe" && config.ImportMap[path] === undefined)) return undefined;
  const file = join(folder, "vet.cfg");
  const GoFiles = config.GoFiles.map((path) => overlay.copies.get(path) ?? path);
  const own = { GoFiles, VetxOutput: join(folder, "vet.out"), Stdout: "" };
  await writeFile(file, JSON.stringify({ ...config, ...own }));
  const env = { ...withTemp(testBuild.go, folder).env, TERM: "dumb", PWD: testBuild.dir };
  const options = { cwd: testBuild.dir, env, timeoutMs: 60_000 };
  const result = await runTool(testBuild.go, tool, [...flags, file], options, signal);
  return result.end === "exited" && result.code === 0 ? result : undefined;
}
