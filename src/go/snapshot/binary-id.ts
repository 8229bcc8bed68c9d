import { createHash } from "node:crypto";
import { join } from "node:path";
import { withFolder } from "../process/temp-dir";
import { runGo, tagArgs, withTemp } from "../toolchain/go-command";
import { jsonStream } from "../toolchain/json-stream";
import { writeOverlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";
import { binarySources, type SourcePackage } from "./binary-sources";

/** Which test binary a package has. */
export interface BinaryId {
  /** The same for two binaries that are linked of the same packages. */
  readonly id: string;
  /** Code of it may read what no log shows: in a process that it starts, or in C. */
  readonly unlogged: boolean;
  /** What it is made of; undefined where that cannot be told. */
  readonly sources: readonly string[] | undefined;
}

interface Listed extends SourcePackage {
  readonly ImportPath: string;
  readonly BuildID?: string;
  readonly Imports?: readonly string[];
}

const fields = "ImportPath,BuildID,Dir,Goroot,Imports,EmbedFiles,TestEmbedFiles,XTestEmbedFiles,Module";

/**
 * Go's own build id of every package of a test binary, which `go test` keys its results by; undefined where one does
 * not compile. Nothing is linked.
 */
export function binaryId(
  build: TestBuild,
  texts: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<BinaryId | undefined> {
  return withFolder(async (folder) => {
    const overlay = await writeOverlay(join(folder, "overlay"), texts);
    const args = ["list", "-deps", "-test", "-export", `-json=${fields}`, "-overlay", overlay.json];
    const go = withTemp(build.go, folder);
    const result = await runGo(go, [...args, ...tagArgs(build.tags), "."], build.dir, signal, {
      maxOutputBytes,
    });
    if (result.code !== 0 || result.dropped.stdout > 0) return undefined;
    const packages = jsonStream<Listed>(result.stdout);
    if (packages.some((p) => !p.BuildID && p.ImportPath !== "unsafe")) return undefined;
    const ids = packages.map((p) => `${p.ImportPath} ${p.BuildID}`).sort();
    const id = createHash("sha256").update(ids.join("\n")).digest("hex");
    return { id, unlogged: packages.some(isUnlogged), sources: await binarySources(build, packages) };
  });
}

/** Every test binary has internal/fuzz, which starts processes for fuzzing alone. */
const isUnlogged = ({ ImportPath, Imports = [], Goroot }: Listed): boolean =>
  (Imports.includes("os/exec") && ImportPath !== "internal/fuzz") ||
  (Imports.includes("C") && Goroot !== true);

/** Bytes of a listing: a thousand packages and more. */
const maxOutputBytes = 32 << 20;
