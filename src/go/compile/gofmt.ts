import { fail, ok, type Result } from "../../core/result";
import { run } from "../process/run";
import type { GoEnvironment } from "../toolchain/environment";
import { gofmtOf, limitsOf } from "../toolchain/go-command";

/** Where gofmt could not read a text. 1-based line and byte column. */
export interface GofmtError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The text by gofmt, or why gofmt cannot read it; undefined where gofmt is not there. */
export async function gofmt(
  go: GoEnvironment,
  text: string,
  cwd: string,
  signal: AbortSignal,
): Promise<Result<string, readonly GofmtError[]> | undefined> {
  const options = { cwd, env: go.env, stdin: text, ...limitsOf(go), maxOutputBytes: 64 << 20 };
  const result = await run(gofmtOf(go), [], options, signal);
  if (result.end !== "exited") return undefined;
  if (result.code === 0) return ok(result.stdout);
  return fail(
    [...result.stderr.matchAll(/^<standard input>:(\d+):(\d+): (.*)$/gm)].map((m) => ({
      line: Number(m[1]),
      column: Number(m[2]),
      message: m[3] ?? "",
    })),
  );
}
