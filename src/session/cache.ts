import { join, resolve } from "node:path";
import envPaths from "env-paths";
import type { Environment } from "../go/process/tree";

/** Where models, tools and the built helper are kept, outside every project. */
export const cacheDir = (env: Environment): string =>
  env["STUBWRIGHT_CACHE"] ? resolve(env["STUBWRIGHT_CACHE"]) : envPaths("stubwright", { suffix: "" }).cache;

/** Where judging keeps how packages stood before a candidate. */
export const baselinesIn = (env: Environment): string => join(cacheDir(env), "baselines");
