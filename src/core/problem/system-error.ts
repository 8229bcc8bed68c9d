import { type Problem, problem } from "./codes";
import { byHand, bySetting } from "./next";

/** What Node tells of a call of the operating system that failed. */
interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly path?: unknown;
  readonly dest?: unknown;
}

/** A temporary folder of ours, or what lies in one. */
const temporary = /^(.*?)[\\/]stubwright-[0-9a-f]{6}-/;

/**
 * What a person can mend of an error that nobody expected where it happened: a disk that is full, a temporary folder
 * that is not there. Undefined for anything else, which is a bug.
 */
export function systemProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path } = error as SystemError;
  if (typeof code !== "string" || typeof syscall !== "string") return undefined;
  const at = typeof path === "string" ? path : "";
  const [, temp] = temporary.exec(at) ?? [];
  const dir = temp ?? folderOf(at);
  if (code === "ENOSPC" || code === "EDQUOT")
    return problem(
      "disk-full",
      { dir },
      byHand("free-space"),
      bySetting(temp === undefined ? "cache" : "temp"),
    );
  if (code === "EMFILE" || code === "ENFILE" || code === "EAGAIN" || code === "ENOMEM")
    return problem("system-busy", { why: code }, byHand("try-when-idle"));
  if (temp !== undefined) return problem("temp-unusable", { dir, why: code }, bySetting("temp"));
  if (code === "EACCES" || code === "EROFS" || code === "EPERM")
    return problem("folder-not-writable", { dir, why: code }, bySetting("cache"));
  return undefined;
}

const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, "") || path;
