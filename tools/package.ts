/**
 * `npm run package [-- TARGET]`: the extension as a VSIX for one platform, this machine's by default. It is
 * `vsce package --target TARGET` in the root with .vscodeignore as its list, and does the one thing that vsce cannot:
 * choose llama.cpp's binaries by the target. For that it gives vsce the list with another line about them.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { ignoreList, onlyRuntime } from "./packaging/ignore-list";
import { ownTarget, runtimeOf } from "./packaging/runtimes";

async function main(): Promise<void> {
  const target = process.argv[2] ?? ownTarget;
  const list = onlyRuntime(ignoreList(), runtimeOf(target));
  const scratch = mkdtempSync(join(tmpdir(), "stubwright-package-"));
  try {
    const ignoreFile = join(scratch, "vscodeignore");
    writeFileSync(ignoreFile, list);
    process.env["STUBWRIGHT_TARGET"] = target;
    await createVSIX({ cwd: join(__dirname, ".."), target, ignoreFile });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
