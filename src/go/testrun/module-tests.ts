import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Sandbox } from "../sandbox/probe";
import { runSandboxed } from "../sandbox/run-sandboxed";
import { type GoEnvironment, scrubbed } from "../toolchain/environment";
import { runGo, withTemp } from "../toolchain/go-command";

/** For one package's tests, milliseconds. */
const testMs = 30_000;

/** Runs every test of a module's packages, each binary compiled outside the sandbox and run inside it. */
export async function testModule(
  go: GoEnvironment,
  sandbox: Sandbox,
  dir: string,
  temp: string,
  signal: AbortSignal,
): Promise<"passed" | "failed" | "does-not-build"> {
  const own = withTemp(go, temp);
  const fields = "{{.Dir}}\t{{len .TestGoFiles}}{{len .XTestGoFiles}}";
  const listed = await runGo(own, ["list", "-f", fields, "./..."], dir, signal);
  if (listed.code !== 0) return "does-not-build";
  const packages = listed.stdout
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  const built = await runGo(own, ["build", "./..."], dir, signal);
  if (built.code !== 0) return "does-not-build";
  for (const [i, [folder, tests]] of packages.entries()) {
    if (folder === undefined || tests === "00") continue;
    const binary = join(temp, `tests${i}`);
    const compiled = await runGo(own, ["test", "-c", "-o", binary, "."], folder, signal);
    if (compiled.code !== 0) return "does-not-build";
    const home = join(temp, `home${i}`);
    await mkdir(home);
    const options = {
      cwd: folder,
      readable: [dir, go.goroot],
      writableTemp: home,
      env: scrubbed(go.env, home, go.goroot),
      timeoutMs: testMs + 3_000,
    };
    const ran = await runSandboxed(
      sandbox,
      binary,
      [`-test.timeout=${testMs}ms`, "-test.paniconexit0"],
      options,
      signal,
    );
    if (ran.end !== "exited" || ran.code !== 0) return "failed";
  }
  return "passed";
}
