import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Environment, run } from "../process/run";

/** Somewhere a go command may be. `path` is a candidate, not known to exist. */
export interface GoPlace {
  readonly where: string;
  readonly path: string;
}

export interface Surroundings {
  readonly env: Environment;
  readonly home: string;
  /** `/`, or another folder that stands for the system's root. */
  readonly root: string;
}

const exe = process.platform === "win32" ? "go.exe" : "go";

/** What the environment names, cheapest and most particular first. */
export function namedPlaces({ env }: Surroundings): readonly GoPlace[] {
  const goroot = env["GOROOT"];
  return [
    ...(goroot === undefined || goroot === "" ? [] : [{ where: "GOROOT", path: join(goroot, "bin", exe) }]),
    ...onPath("PATH", env["PATH"] ?? env["Path"] ?? ""),
  ];
}

/**
 * PATH as a login shell sets it: a desktop session's PATH lacks what ~/.profile or ~/.zshrc adds.
 * Empty where there is no such shell or it does not answer in three seconds.
 */
export async function loginShellPlaces(
  { env, home }: Surroundings,
  signal: AbortSignal,
): Promise<readonly GoPlace[]> {
  const shell = env["SHELL"];
  if (shell === undefined || process.platform === "win32") return [];
  const mark = randomUUID();
  // The person's start-up files may print; only what stands between the marks is the answer.
  const script = `printf '%s' '${mark}'; printenv PATH; printf '%s' '${mark}'`;
  const result = await run(shell, ["-i", "-l", "-c", script], { cwd: home, env, timeoutMs: 3_000 }, signal);
  const path = result.stdout.split(mark)[1]?.trim() ?? "";
  return onPath(`PATH of ${shell} -l`, path);
}

/** Where version managers, package managers and the installers of Go put it. */
export function usualPlaces(around: Surroundings): readonly GoPlace[] {
  const { env, home, root } = around;
  const data = env["XDG_DATA_HOME"] ?? join(home, ".local", "share");
  const asdf = env["ASDF_DATA_DIR"] ?? join(home, ".asdf");
  const mise = env["MISE_DATA_DIR"] ?? join(data, "mise");
  const goenv = env["GOENV_ROOT"] ?? join(home, ".goenv");
  const gvm = env["GVM_ROOT"] ?? join(home, ".gvm");
  const at = (where: string, ...parts: string[]): GoPlace => ({ where, path: join(...parts) });
  const system = process.platform === "win32" ? windowsPlaces(env) : unixPlaces(root, at);
  return [
    at("asdf", asdf, "shims", exe),
    ...versions("asdf", join(asdf, "installs", "golang"), "go", "bin"),
    at("mise", mise, "shims", exe),
    ...versions("mise", join(mise, "installs", "go"), "bin"),
    at("goenv", goenv, "shims", exe),
    ...versions("goenv", join(goenv, "versions"), "bin"),
    ...versions("gvm", join(gvm, "gos"), "bin"),
    ...system,
    ...versions("golang.org/dl", join(home, "sdk"), "bin"),
    ...versions("golang.org/dl", join(home, "go", "sdk"), "bin"),
  ];
}

function unixPlaces(root: string, at: (where: string, ...parts: string[]) => GoPlace): readonly GoPlace[] {
  return [
    at("Homebrew", root, "opt", "homebrew", "bin", exe),
    at("Homebrew", root, "usr", "local", "bin", exe),
    at("Homebrew", root, "home", "linuxbrew", ".linuxbrew", "bin", exe),
    at("snap", root, "snap", "bin", exe),
    at("the installer of go.dev", root, "usr", "local", "go", "bin", exe),
    at("the distribution", root, "usr", "lib", "go", "bin", exe),
    ...versions("the distribution", join(root, "usr", "lib"), "bin").filter((p) => p.path.includes("go-1.")),
  ];
}

function windowsPlaces(env: Environment): readonly GoPlace[] {
  return ["ProgramFiles", "ProgramFiles(x86)"].flatMap((name): GoPlace[] => {
    const folder = env[name];
    return folder === undefined
      ? []
      : [{ where: "the installer of go.dev", path: join(folder, "Go", "bin", exe) }];
  });
}

function onPath(where: string, path: string): readonly GoPlace[] {
  const folders = [...new Set(path.split(delimiter).filter((folder) => folder !== ""))];
  return folders.map((folder) => ({ where, path: join(folder, exe) }));
}

/** One place for each version installed side by side, newest first; the folder itself where there is none. */
function versions(where: string, folder: string, ...below: string[]): readonly GoPlace[] {
  const newestFirst = entries(folder).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  if (newestFirst.length === 0) return [{ where, path: join(folder, "*", ...below, exe) }];
  return newestFirst.map((version) => ({ where, path: join(folder, version, ...below, exe) }));
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
