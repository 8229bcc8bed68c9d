import assert from "node:assert/strict";
import { messageOf } from "../../../src/core/problem/problem-text";
import { findGopls, installGopls } from "../../../src/go/gopls/install";
import { findGo } from "../../../src/go/toolchain/find-go";
import { cacheDir } from "../../../src/session/cache";

/** The gopls that STUBWRIGHT_GOPLS names, else one that is installed, else the one that `npm test` fetches. */
export async function goplsForTests(): Promise<string> {
  const { env } = process;
  const { signal } = new AbortController();
  const cache = cacheDir(env);
  const found = await findGopls(
    { configured: env["STUBWRIGHT_GOPLS"], env, vars: {}, cacheDir: cache },
    signal,
  );
  if (found.ok) return found.value.gopls;
  const toolchain = await findGo({ env }, signal);
  assert.ok(toolchain.ok);
  const options = { toolchain: toolchain.value, env, cacheDir: cache, onProgress: console.log };
  const installed = await installGopls(options, signal);
  assert.ok(installed.ok, installed.ok ? "" : messageOf(installed.error));
  return installed.value;
}
