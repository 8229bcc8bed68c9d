import type { Engine } from "../core/engine";
import { ok } from "../core/result";
import { findGopls, goplsFor, installGopls } from "../go/gopls/install";
import { goEnvironment } from "../go/toolchain/environment";
import type { Prepare } from "./go-deps";

/** What is there of gopls, and how to get it. */
export function createGoplsCare(prepare: Prepare, cache: () => string): Engine["gopls"] {
  return {
    async state(file, signal) {
      const ready = await prepare(file, "own", signal);
      if (!ready.ok) return ready;
      const { settings, go } = ready.value;
      const { toolchain, env } = go;
      const found = await goEnvironment(go, settings.cwd, signal);
      if (!found.ok) return found;
      const { vars } = found.value;
      const gopls = await findGopls({ configured: settings.gopls, env, vars, cacheDir: cache() }, signal);
      const missing = gopls.ok ? undefined : gopls.error;
      return ok({ missing, fitting: goplsFor(toolchain.version) });
    },
    async install(file, onProgress, signal) {
      const ready = await prepare(file, "own", signal);
      if (!ready.ok) return ready;
      const { toolchain, env } = ready.value.go;
      return installGopls({ toolchain, env, cacheDir: cache(), onProgress }, signal);
    },
  };
}
