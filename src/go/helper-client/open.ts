import type { Result } from "../../core/result";
import type { GoEnvironment } from "../toolchain/environment";
import { goSources } from "../toolchain/go-sources";
import { buildHelper } from "./build-helper";
import { type Helper, startHelper } from "./client";

/** The Go helper, built where it is not yet; nothing is started before its first request. */
export async function openHelper(
  go: GoEnvironment,
  cacheDir: string,
  signal: AbortSignal,
): Promise<Result<Helper>> {
  const built = await buildHelper(go, { sources: goSources, cacheDir }, signal);
  return built.ok ? { ok: true, value: startHelper(built.value, go) } : built;
}

/** Work with the Go helper, which ends with it; the Problem where it cannot be built. */
export async function withHelper<T>(
  go: GoEnvironment,
  cacheDir: string,
  signal: AbortSignal,
  work: (helper: Helper) => Promise<Result<T>>,
): Promise<Result<T>> {
  const opened = await openHelper(go, cacheDir, signal);
  signal.throwIfAborted();
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    opened.value.stop();
  }
}
