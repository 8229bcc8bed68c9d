import { byHand, bySetting, type Next } from "../../core/problem/next";
import type { Finding, Gate } from "../../core/verdict";
import { excessText } from "../process/limits";
import type { ProcessResult } from "../process/run";

/** Why a go command did not do its work, where no place in a file is to blame. */
export interface GoFault {
  /** `text`: what it was given takes more than it may. `machine`: something around it. */
  readonly by: "text" | "machine";
  /** A clause: `go build was killed (SIGKILL)`. */
  readonly why: string;
  readonly kind: "memory" | "time" | "disk" | "other";
}

/** One that worked for so much of its time is busy, not held up: a share of one processor. */
const busy = 0.5;

/** @param command for people: `go build` */
export function goFault(result: ProcessResult, command: string): GoFault | undefined {
  const { end, signal, excess, error } = result;
  const machine = (why: string, kind: GoFault["kind"] = "other"): GoFault => ({ by: "machine", why, kind });
  if (end === "over-limit" && excess !== undefined)
    return { by: "text", why: `the compiler ${excessText(excess)}`, kind: "memory" };
  if (end === "timed-out") return late(result, command);
  if (end === "not-started") return machine(`${command} does not start (${error})`);
  if (end === "cancelled") return machine(`${command} was cancelled`);
  if (signal !== undefined) return machine(`${command} was killed (${signal})`);
  return result.code === 0 ? undefined : faultTold(result, command);
}

function late({ cpuMs, ms }: ProcessResult, command: string): GoFault {
  const seconds = Math.round(ms / 1_000);
  if (cpuMs !== undefined && cpuMs > ms * busy)
    return { by: "text", why: `the compiler did not come to an end within ${seconds} s`, kind: "time" };
  return { by: "machine", why: `${command} did not end within ${seconds} s`, kind: "time" };
}

/** How Go writes that a program it started was ended by a signal. */
const killedTool = /^.*\bsignal: (?:killed|terminated|aborted|bus error|hangup|interrupt)\b.*$/m;

/** Errors of the system as Go's package syscall names them on every platform, that no text of a program causes. */
const systemErrors: readonly (readonly [RegExp, GoFault["kind"]])[] = [
  [/\b(?:no space left on device|disk quota exceeded|not enough space on the disk)\b/i, "disk"],
  [
    /\b(?:read-only file system|input\/output error|too many open files|cannot allocate memory|resource temporarily unavailable|text file busy|stale NFS file handle)\b/,
    "other",
  ],
];

function faultTold({ stdout, stderr }: ProcessResult, command: string): GoFault | undefined {
  const output = `${stderr}\n${stdout}`;
  const killed = killedTool.exec(output)?.[0];
  if (killed !== undefined)
    return { by: "machine", why: `a program of ${command} was killed (${killed.trim()})`, kind: "other" };
  for (const line of output.split("\n")) {
    const [, kind] = systemErrors.find(([pattern]) => pattern.test(line)) ?? [];
    if (kind !== undefined)
      return { by: "machine", why: `${command} could not work (${line.trim().slice(0, 300)})`, kind };
  }
  return undefined;
}

/** What a person can do about it. */
export function nextOfFault({ kind }: Pick<GoFault, "kind">): readonly Next[] {
  switch (kind) {
    case "memory":
      return [bySetting("memory")];
    case "time":
      return [bySetting("go-timeout")];
    case "disk":
      return [byHand("free-space")];
    case "other":
      return [byHand("try-when-idle")];
    default:
      return kind satisfies never;
  }
}

/** A fault of the text as a finding; undefined where it is the machine's. */
export function findingOfFault({ by, why, kind }: GoFault, gate: Gate): Finding | undefined {
  if (by === "machine") return undefined;
  const message = `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
  return { gate, class: kind === "time" ? "timeout" : "limit", file: "", line: 0, column: 0, message };
}
