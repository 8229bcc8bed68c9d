import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** llama.cpp's binaries: a package for each platform, of which a VSIX holds the one of its target. */
const folder = join(__dirname, "../../node_modules/@node-llama-cpp");

/** By target of vsce: the name of that package in @node-llama-cpp. */
const runtimes: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-arm64": "mac-arm64-metal",
  "darwin-x64": "mac-x64",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
};

export const ownTarget = `${process.platform}-${process.arch}`;

export const installed = (): readonly string[] => readdirSync(folder);

/** Throws where there is no such target and where its runtime is not installed, and says what to do. */
export function runtimeOf(target: string, there: readonly string[] = installed()): string {
  const runtime = runtimes[target];
  if (runtime === undefined)
    throw new Error(`There is no target ${target}. There are ${Object.keys(runtimes).join(", ")}.`);
  if (there.includes(runtime)) return runtime;
  const manifest = readFileSync(join(folder, "../node-llama-cpp/package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { readonly version: string };
  throw new Error(
    `@node-llama-cpp/${runtime} is not installed, because npm takes what fits this machine. Until the next npm ci this adds it:\n` +
      `    npm install --no-save --force @node-llama-cpp/${runtime}@${version}`,
  );
}
