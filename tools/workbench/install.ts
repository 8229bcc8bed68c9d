import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf, nodeOf, serverOf, type WorkbenchVersion } from "./version";

/** Written when everything is in place. */
const marker = ".installed";

/**
 * A real workbench and extension host without VS Code's vendor: the npm package code-server carries VS Code's built
 * server, and Debian's Chromium is the window. Linux only. About 780 MB below the cache folder, 40 s.
 * @throws Error that says what is missing.
 */
export function installWorkbench(version: WorkbenchVersion, log: (line: string) => void): void {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("the workbench without a download from its vendor runs on Linux x64 only");
  system(["chromium", "rg"], ["chromium", "ripgrep"], log);
  const folder = folderOf(version);
  const done = `${version.codeServer}/1`;
  if (existsSync(join(folder, marker)) && readFileSync(join(folder, marker), "utf8").trim() === done) return;
  log(`installing the workbench of VS Code ${version.vscode} into ${folder}`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, "package.json")))
    writeFileSync(join(folder, "package.json"), '{"private":true}\n');
  // Its own install script refuses root and other versions of Node, and builds far more than is needed.
  npm(folder, ["install", "--ignore-scripts", `code-server@${version.codeServer}`, version.node]);
  const vscode = join(serverOf(version), "../..");
  // `npm ci` fails: the shrinkwrap holds development packages that its package.json lacks.
  npm(vscode, ["install", "--omit=dev", "--ignore-scripts"]);
  ripgrep(vscode);
  natives(version, vscode, log);
  writeFileSync(join(folder, marker), `${done}\n`);
}

function npm(cwd: string, args: readonly string[]): void {
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, stdio: "inherit" });
}

/** Programs of the system, installed where that is possible without asking. */
function system(programs: readonly string[], packages: readonly string[], log: (line: string) => void): void {
  const absent = programs.filter((name) => !existsSync(`/usr/bin/${name}`));
  if (absent.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`${absent.join(", ")} missing: sudo apt-get install ${packages.join(" ")}`);
  log(`installing ${packages.join(", ")} (apt-get)`);
  const quiet = { stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["-qq", "update"], quiet);
  const args = ["-qq", "install", "-y", "--no-install-recommends", ...packages];
  if (spawnSync("apt-get", args, { ...quiet, env }).status !== 0) throw new Error("apt-get install failed");
}

/** Its install script would download one. */
function ripgrep(vscode: string): void {
  const place = join(vscode, "node_modules/@vscode/ripgrep");
  if (!existsSync(place)) return;
  mkdirSync(join(place, "bin"), { recursive: true });
  rmSync(join(place, "bin/rg"), { force: true });
  symlinkSync("/usr/bin/rg", join(place, "bin/rg"));
}

/** Without spdlog output channels stay empty, without node-pty there is no terminal. */
function natives(version: WorkbenchVersion, vscode: string, log: (line: string) => void): void {
  const node = join(nodeOf(version), "../..");
  const root = execFileSync("npm", ["root", "-g"], { encoding: "utf8" }).trim();
  const gyp = join(root, "npm/node_modules/node-gyp/bin/node-gyp.js");
  const env = { ...process.env, PATH: `${join(node, "bin")}:${process.env["PATH"]}` };
  for (const name of ["@vscode/spdlog", "native-watchdog", "@vscode/native-watchdog", "node-pty"]) {
    const cwd = join(vscode, "node_modules", name);
    if (!existsSync(join(cwd, "binding.gyp")) || existsSync(join(cwd, "prebuilds/linux-x64/pty.node")))
      continue;
    const args = [gyp, "rebuild", `--nodedir=${node}`, "--loglevel=error"];
    const built = spawnSync("node", args, { cwd, env, encoding: "utf8" });
    if (built.status !== 0) log(`${name} was not built; going on without it: ${built.stderr.slice(-400)}`);
  }
}
