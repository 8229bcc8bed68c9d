/** `vscode:prepublish`, which vsce runs before it packages: refuses what would be packaged wrongly, then builds. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ignoreList, letThrough } from "./ignore-list";
import { withoutRelative } from "./readme";
import { installed, ownTarget, runtimeOf } from "./runtimes";
import { runningVsce } from "./vsce-command";

const root = join(__dirname, "../..");

function main(): void {
  // Of `npm run package`, which reads the list for one target.
  if (process.env["STUBWRIGHT_TARGET"] === undefined) checkRuntime();
  const built = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (built.status !== 0) throw new Error("The build failed.");
  writeFileSync(join(root, "dist/README.md"), withoutRelative(readFileSync(join(root, "README.md"), "utf8")));
}

/** Nothing else stops vsce from packing one platform's binaries for another. */
function checkRuntime(): void {
  const vsce = runningVsce();
  const target = vsce === undefined ? ownTarget : vsce.target;
  if (target === undefined)
    throw new Error(`A VSIX holds the binaries of one platform. Name it: vsce package --target ${ownTarget}`);
  const wanted = runtimeOf(target);
  const packed = letThrough(ignoreList(), installed());
  if (packed.length === 1 && packed[0] === wanted) return;
  throw new Error(
    `.vscodeignore cannot ask for the target: here it lets ${packed.join(" and ") || "no runtime"} through, and ${target} needs ${wanted}. This chooses it:\n` +
      `    npm run package -- ${target}`,
  );
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
