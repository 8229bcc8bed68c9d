import { findProtection } from "../../src/go/helper-client/protection";
import { noSandbox, type Sandbox } from "../../src/go/sandbox/probe";
import { findGo } from "../../src/go/toolchain/find-go";
import { cacheDir } from "../../src/session/cache";

/** The sandbox of the machine that the tests run on; where it has none the tests' own code runs without. */
export async function sandboxHere(env = process.env): Promise<Sandbox> {
  const { signal } = new AbortController();
  const found = await findProtection(findGo({ env }, signal), env, cacheDir(process.env), signal);
  return found.ok ? found.value : noSandbox;
}
