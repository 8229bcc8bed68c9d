import { fail, ok, type Result } from "../../core/result";
import type { GoEnvironment } from "../toolchain/environment";
import { gofmtOf } from "../toolchain/go-command";
import { runTool } from "../toolchain/tool-run";

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
  const options = { cwd, env: go.env, stdin: text, maxOutputBytes: 64 << 20 };
  const result = await runTool(go, gofmtOf(go), [], options, signal);
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
