/**
 * `npm run package [-- TARGET]`: the extension as a VSIX for one platform, this machine's by default, with the embedded
 * runtime of that platform inside and no other. Built in a folder of its own, so that nothing else can slip in.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const root = join(__dirname, "..");

/** By target of vsce: the package that holds llama.cpp's binaries. */
const runtimes: Readonly<Record<string, string>> = {
  "linux-x64": "@node-llama-cpp/linux-x64",
  "linux-arm64": "@node-llama-cpp/linux-arm64",
  "darwin-arm64": "@node-llama-cpp/mac-arm64-metal",
  "darwin-x64": "@node-llama-cpp/mac-x64",
  "win32-x64": "@node-llama-cpp/win-x64",
  "win32-arm64": "@node-llama-cpp/win-arm64",
};

const shipped = ["dist", "media/icon.png", "media/icon.svg", "media/run-dark.svg", "media/run-light.svg"];
const optional = ["media/walkthrough", "syntaxes", "README.md", "CHANGELOG.md", "LICENSE"];

async function main(): Promise<void> {
  const target = process.argv[2] ?? `${process.platform}-${process.arch}`;
  const runtime = runtimes[target];
  if (runtime === undefined)
    throw new Error(`no target ${target}; there are ${Object.keys(runtimes).join(", ")}`);
  if (!existsSync(join(root, "node_modules", runtime)))
    throw new Error(`${runtime} is not installed: npm ci installs the one of this machine only`);
  const built = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
  if (built.status !== 0) throw new Error("the build failed");
  const stage = mkdtempSync(join(tmpdir(), "stubwright-package-"));
  try {
    const { name, version } = fill(stage, runtime);
    const packagePath = join(root, `${name}-${target}-${version}.vsix`);
    await createVSIX({
      cwd: stage,
      target,
      packagePath,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    console.log(`${packagePath}  ${(statSync(packagePath).size / 1e6).toFixed(1)} MB`);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function fill(stage: string, runtime: string): Manifest {
  for (const path of [...shipped, ...optional.filter((name) => existsSync(join(root, name)))])
    cpSync(join(root, path), join(stage, path), { recursive: true });
  rmSync(join(stage, "dist/meta.json"), { force: true });
  const readme = join(stage, "README.md");
  writeFileSync(readme, withoutRelative(readFileSync(readme, "utf8")));
  const embedded = manifestOf(join(root, "node_modules/node-llama-cpp"));
  for (const name of [...closure("node-llama-cpp"), runtime]) copyPackage(name, stage);
  const {
    devDependencies: _,
    overrides: _o,
    scripts: _s,
    private: _p,
    ...own
  } = manifestOf(root) as Manifest & Readonly<Record<string, unknown>>;
  const dependencies = { "node-llama-cpp": embedded.version, [runtime]: embedded.version };
  writeFileSync(join(stage, "package.json"), JSON.stringify({ ...own, dependencies }, null, 2));
  return own;
}

/**
 * The README as a page of its own: there is no address yet that pictures and further documents could be read at, so
 * paragraphs that begin with a picture are left out, and links to files are their text.
 */
const withoutRelative = (markdown: string): string =>
  markdown
    .replace(/^!\[[^\]]*\]\((?!https:)(?:.+\n)+\n/gm, "")
    .replace(/\[([^\]]+)\]\((?!https:|#)[^)]+\)/g, "$1");

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** A package and all that it depends on, each as the folder that it lies in below node_modules. */
function closure(first: string): readonly string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    if (found.has(folder)) return;
    found.add(folder);
    for (const name of Object.keys(manifestOf(join(root, "node_modules", folder)).dependencies ?? {}))
      visit(resolve(folder, name));
  };
  visit(first);
  return [...found];
}

/** As Node resolves: below the package that asks, else beside it, upwards. */
function resolve(from: string, name: string): string {
  const own = `${from}/node_modules/${name}`;
  if (existsSync(join(root, "node_modules", own))) return own;
  const outer = from.lastIndexOf("/node_modules/");
  return outer === -1 ? name : resolve(from.slice(0, outer), name);
}

/** Of no use to who only runs it: types, maps, tests, and the sources that llama.cpp could be built from. */
const useless = [
  /\.(?:[cm]?ts|map|md|markdown)$/,
  /\/(?:test|tests|docs|examples?|\.github)\//,
  /^node-llama-cpp\/(?:templates|bins)\//,
  /^node-llama-cpp\/llama\/.*(?<!\.json)$/,
];

function copyPackage(folder: string, stage: string): void {
  const from = join(root, "node_modules", folder);
  const to = join(stage, "node_modules", folder);
  mkdirSync(to, { recursive: true });
  const filter = (path: string): boolean => {
    const inside = path.slice(from.length).replaceAll("\\", "/");
    if (inside.startsWith("/node_modules")) return false;
    return statSync(path).isDirectory() || !useless.some((pattern) => pattern.test(folder + inside));
  };
  cpSync(from, to, { recursive: true, filter });
}

void main();
