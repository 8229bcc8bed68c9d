import { resolve } from "node:path";
import envPaths from "env-paths";
import type { Io } from "./io";

/** Where models, tools and the built helper are kept, outside every project. */
export const cacheDir = (env: Io["env"]): string =>
  env["STUBWRIGHT_CACHE"] ? resolve(env["STUBWRIGHT_CACHE"]) : envPaths("stubwright", { suffix: "" }).cache;
