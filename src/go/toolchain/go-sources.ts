import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where our own Go code lies, the helper's and what is laid over packages: beside the bundle, or above this folder. */
export const goSources =
  ["helper", "../helper"].map((dir) => join(__dirname, dir)).find((dir) => existsSync(dir)) ??
  join(__dirname, "helper");
