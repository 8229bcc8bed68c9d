import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import envPaths from "env-paths";
import type { Io } from "./io";

/** Where models, tools and the built helper are kept, outside every project. */
export const cacheDir = (env: Io["env"]): string =>
  env["STUBWRIGHT_CACHE"] ? resolve(env["STUBWRIGHT_CACHE"]) : envPaths("stubwright", { suffix: "" }).cache;

/** The sources of the Go helper: beside the bundle, or where they are developed. */
export function helperSources(): string {
  const beside = join(__dirname, "helper");
  return existsSync(beside) ? beside : join(__dirname, "..", "go", "helper");
}
