import { findSandbox, noSandbox, type Sandbox } from "../../src/go/sandbox/probe";

/** The sandbox of the machine that the tests run on; where it has none the tests' own code runs without. */
export async function sandboxHere(env = process.env): Promise<Sandbox> {
  const found = await findSandbox(env, new AbortController().signal);
  return found.ok ? found.value : noSandbox;
}
