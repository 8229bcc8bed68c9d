import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../process/temp-dir";
import { runGo, tagArgs, withTemp } from "../toolchain/go-command";
import { jsonStream } from "../toolchain/json-stream";
import { writeOverlay } from "../toolchain/overlay";
import type { TestBuild } from "../toolchain/test-build";
import { isOlder } from "./test-inputs";

/** Which test binary a package has. */
export interface BinaryId {
  /** The same for two binaries that are linked of the same packages. */
  readonly id: string;
  /** Code of it may read what no log shows: in a process that it starts, or in C. */
  readonly unlogged: boolean;
  /** Whether no source that it is made of has changed since then (milliseconds since the epoch). */
  readonly olderThan: (time: number) => Promise<boolean>;
}

interface Listed {
  readonly ImportPath: string;
  readonly BuildID?: string;
  readonly Dir?: string;
  readonly Goroot?: boolean;
  readonly Imports?: readonly string[];
  readonly EmbedFiles?: readonly string[];
  readonly TestEmbedFiles?: readonly string[];
  readonly XTestEmbedFiles?: readonly string[];
  readonly Module?: { readonly Main?: boolean; readonly GoMod?: string; readonly Dir?: string };
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
    return { id, unlogged: packages.some(isUnlogged), olderThan: (time) => areOlder(build, packages, time) };
  });
}

/** Every test binary has internal/fuzz, which starts processes for fuzzing alone. */
const isUnlogged = ({ ImportPath, Imports = [], Goroot }: Listed): boolean =>
  (Imports.includes("os/exec") && ImportPath !== "internal/fuzz") ||
  (Imports.includes("C") && Goroot !== true);

/** Bytes of a listing: a thousand packages and more. */
const maxOutputBytes = 32 << 20;

/** Go's own packages and downloaded modules do not change. */
async function areOlder({ go, dir }: TestBuild, packages: readonly Listed[], time: number): Promise<boolean> {
  const cache = go.vars["GOMODCACHE"] || undefined;
  const own = packages.filter(
    (p) => p.Goroot !== true && p.Dir && (cache === undefined || !p.Dir.startsWith(cache)),
  );
  const folders = [...new Set([dir, ...own.flatMap((p) => p.Dir ?? [])])];
  const within = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  ).catch(() => undefined);
  if (within === undefined) return false;
  const embedded = own.flatMap((p) =>
    [...(p.EmbedFiles ?? []), ...(p.TestEmbedFiles ?? []), ...(p.XTestEmbedFiles ?? [])].map((name) =>
      join(p.Dir ?? "", name),
    ),
  );
  const modules = [go.goWork, ...own.map((p) => p.Module?.GoMod)].flatMap((path) => path ?? []);
  const files = new Set([...folders, ...within.flat(), ...embedded, ...modules]);
  const older = [...files].map((path) =>
    stat(path).then(
      (s) => isOlder(s, time),
      () => false,
    ),
  );
  return (await Promise.all(older)).every(Boolean);
}
