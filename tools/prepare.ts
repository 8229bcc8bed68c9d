import { spawnSync } from "node:child_process";
import type { Problem } from "../src/core/problem/codes";
import { worded } from "../src/core/problem/problem-text";
import { ok, type Result } from "../src/core/result";
import { installGopls } from "../src/go/gopls/install";
import { findProtection } from "../src/go/helper-client/protection";
import type { Sandbox, Unprotected } from "../src/go/sandbox/probe";
import { findGo } from "../src/go/toolchain/find-go";
import { cacheDir } from "../src/session/cache";
import { fetchModel } from "./fetch-model";

export interface Needs {
  readonly gopls: boolean;
  readonly model: boolean;
  readonly bubblewrap: boolean;
}

/**
 * Fetches what tests and the demo need into the cache outside the clone, and says what it does.
 * @returns false where something is missing that cannot be done without.
 */
export async function prepare(needs: Needs): Promise<boolean> {
  const { signal } = new AbortController();
  const cache = cacheDir(process.env);
  const missing: Problem[] = [];
  const note = (result: Result<unknown>): void => {
    if (!result.ok) missing.push(result.error);
  };
  if (needs.bubblewrap) note(await bubblewrap(signal));
  if (needs.gopls) {
    const go = await findGo({ env: process.env }, signal);
    note(go);
    if (go.ok) {
      const env = process.env;
      note(
        await installGopls({ toolchain: go.value, env, cacheDir: cache, onProgress: console.log }, signal),
      );
    }
  }
  if (needs.model) note(await fetchModel(cache, console.log));
  for (const problem of missing) console.error(worded(problem, "terminal"));
  return missing.length === 0;
}

/**
 * The sandbox of Linux: without one nothing generated runs. Where bubblewrap works it is left as it is; an ordinary user
 * does without it, under Landlock.
 */
async function bubblewrap(signal: AbortSignal): Promise<Result<unknown>> {
  if (process.platform !== "linux") return ok(undefined);
  const { env } = process;
  const find = () => findProtection(findGo({ env }, signal), env, cacheDir(env), signal);
  const found = await find();
  const advice = found.ok ? (found.value.better ?? []) : found.error.next;
  const absent = advice.some((next) => next.kind === "do" && next.what.code === "install-bubblewrap");
  if (!absent || process.getuid?.() !== 0) return told(found);
  console.log("installing bubblewrap (apt-get)");
  const quiet = { stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  const update = spawnSync("apt-get", ["-qq", "update"], quiet);
  if (update.status === 0)
    spawnSync("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "bubblewrap"], quiet);
  return told(await find());
}

function told(found: Result<Sandbox, Unprotected>): Result<unknown> {
  if (found.ok) console.log(found.value.summary);
  return found;
}
