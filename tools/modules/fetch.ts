import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { run } from "../../src/go/process/run";
import { idOf, type ListedModule } from "./module-list";

const minutes = 60_000;

/**
 * Fetches a module through the Go module proxy and copies it afresh; go's own module cache stays as it is.
 * @returns the copy's absolute path
 */
export async function copyModule(module: ListedModule, folder: string, signal: AbortSignal): Promise<string> {
  const root = join(folder, idOf(module).replace(/[/@]/g, "-"));
  rmSync(root, { recursive: true, force: true });
  const dir = join(root, "module");
  copyWritable(await download(idOf(module), signal), dir);
  // An old module may leave out what its tests require.
  if (!existsSync(join(dir, "go.sum"))) await go(["mod", "tidy"], dir, signal);
  if (module.work !== undefined) {
    const beside = module.work.map((id) => ({ id, name: basename(id.split("@")[0] ?? id) }));
    for (const { id, name } of beside) copyWritable(await download(id, signal), join(root, name));
    await go(["work", "init", "./module", ...beside.map(({ name }) => `./${name}`)], root, signal);
  }
  if (module.vendor) await go(["mod", "vendor"], dir, signal);
  return dir;
}

/** @returns the module's folder in go's module cache. */
async function download(id: string, signal: AbortSignal): Promise<string> {
  const { Dir } = JSON.parse(await go(["mod", "download", "-json", id], process.cwd(), signal)) as {
    readonly Dir: string;
  };
  return Dir;
}

/** Runs go to its end and gives what it prints. Throws where it fails. */
export async function go(args: readonly string[], cwd: string, signal: AbortSignal): Promise<string> {
  const options = { cwd, env: process.env, timeoutMs: 10 * minutes, maxOutputBytes: 1 << 26 };
  const { code, stdout, stderr, error } = await run("go", args, options, signal);
  if (code !== 0) throw new Error(`go ${args.join(" ")} in ${cwd}: ${error}${stderr}`);
  return stdout;
}

/** A folder of the module cache is read-only. */
function copyWritable(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, source));
    if (entry.isDirectory()) mkdirSync(target, { recursive: true });
    else {
      copyFileSync(source, target);
      chmodSync(target, statSync(source).mode | 0o200);
    }
  }
}
