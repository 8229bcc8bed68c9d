import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "../../core/limits";
import { readRegularText } from "../process/regular-file";
import type { Environment } from "../process/run";
import { withFolder } from "../process/temp-dir";
import type { Sandbox } from "../sandbox/probe";
import { forOwnProgram, runGo, withTemp } from "../toolchain/go-command";
import { goSources } from "../toolchain/go-sources";
import type { TestBuild } from "../toolchain/test-build";

/** What a run gets so that a go command that its tests start can build. */
export interface GoInside {
  readonly env: Environment;
  /** What has to be seen inside. */
  readonly readable: readonly string[];
  /** Files of the run's folder that are read afterwards. */
  readonly back: readonly string[];
}

interface RunPlace {
  readonly build: TestBuild;
  readonly sandbox: Sandbox;
  /** That the run can write. */
  readonly folder: string;
}

const nothing: GoInside = { env: {}, readable: [], back: [] };

/**
 * Runs tests so that a go command that they start finds a build cache it can write: the person's, below one of its own
 * that is thrown away. That needs a program, which is built only where a go command asked for its cache: the run is
 * then repeated. Without such a command it costs nothing.
 */
export async function withGoInside<T>(
  { build, sandbox, folder }: RunPlace,
  work: (inside: GoInside) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const theirs = sandbox.allowed?.variables?.["GOCACHEPROG"] !== undefined;
  if (sandbox.kind === "none" || theirs || !takesProgram(build.go.version)) return work(nothing);
  const asked = join(folder, `asked-${randomUUID()}`);
  const trap = { GOCACHEPROG: words("/bin/sh", "-c", `echo asked >"${asked}"`) };
  const first = await work({ env: trap, readable: [], back: [asked] });
  if (signal.aborted || (await readRegularText(asked, limits.testLog)) === "") return first;
  await rm(asked, { force: true });
  // Not in the run's own folder: generated code could lead go's output elsewhere by a link.
  return withFolder(async (apart) => {
    const program = join(apart, "gocache");
    const args = ["build", "-trimpath", "-o", program, "./gocache"];
    const made = await runGo(withTemp(forOwnProgram(build.go), apart), args, goSources, signal);
    if (made.code !== 0) return work(nothing);
    const written = join(folder, `cache-${randomUUID()}`);
    const env = { GOCACHEPROG: words(program, build.go.vars["GOCACHE"] ?? "", written) };
    return work({ env, readable: [program], back: [] }).finally(() =>
      rm(written, { recursive: true, force: true }),
    );
  });
}

/** Since Go 1.24 without an experiment. */
function takesProgram(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major > 1 || minor >= 24;
}

/** As go reads a list of words: in quotes of one kind, without an escape. */
const words = (...parts: readonly string[]): string =>
  parts.map((part) => (part.includes("'") ? `"${part}"` : `'${part}'`)).join(" ");
