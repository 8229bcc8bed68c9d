import { join } from "node:path";
import type { ProcessResult, RunOptions } from "../process/run";
import type { Platform } from "./build-constraint";
import type { GoEnvironment } from "./environment";
import { runTool } from "./tool-run";

/** Runs go in a folder, as the person's settings have it. */
export function runGo(
  environment: GoEnvironment,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
  more: Pick<RunOptions, "maxOutputBytes"> = {},
): Promise<ProcessResult> {
  const env = { ...environment.env, PWD: cwd };
  return runTool(environment, environment.go, args, { cwd, env, ...more }, signal);
}

/** The environment in which go builds for a platform. */
export function forPlatform(environment: GoEnvironment, platform: Platform): GoEnvironment {
  const { GOOS, GOARCH } = environment.vars;
  if (GOOS === platform.goos && GOARCH === platform.goarch) return environment;
  return { ...environment, env: { ...environment.env, GOOS: platform.goos, GOARCH: platform.goarch } };
}

/** For a program of ours: its own module, for this machine, whatever workspace, flags and platform the person builds for. */
export const ownProgram = {
  GOFLAGS: "-mod=mod",
  GOWORK: "off",
  GO111MODULE: "on",
  CGO_ENABLED: "0",
  GOOS: undefined,
  GOARCH: undefined,
  GOEXPERIMENT: undefined,
} as const;

export const forOwnProgram = (environment: GoEnvironment): GoEnvironment => ({
  ...environment,
  env: { ...environment.env, ...ownProgram },
});

export const tagArgs = (tags: readonly string[]): string[] =>
  tags.length === 0 ? [] : [`-tags=${tags.join(",")}`];

export const gofmtOf = (environment: GoEnvironment): string =>
  join(environment.goroot, "bin", process.platform === "win32" ? "gofmt.exe" : "gofmt");

/** The same with go's own temporary files in a folder of ours: a go command that is killed leaves them behind. */
export const withTemp = (environment: GoEnvironment, folder: string): GoEnvironment => ({
  ...environment,
  env: { ...environment.env, GOTMPDIR: folder },
});
