import { type NoteOf, note } from "../../core/problem/codes";
import { onOneLine } from "../process/on-one-line";
import type { Sandbox } from "./probe";

const dial = /dial (?:tcp|udp)\S*:? /;
const why =
  /connection refused|no such host|i\/o timeout|server misbehaving|name resolution|operation not permitted/;

const signs = {
  network: (output: string): boolean =>
    output.includes("network is unreachable") || onOneLine(output, dial, why) !== undefined,
  writes: (output: string): boolean => /read-only file system|open \S+: operation not permitted/.test(output),
};

/** Of a socket that the run did not make, and under Landlock of what is not its own to write. */
const refusals = {
  network: (output: string): boolean =>
    onOneLine(output, /(?:dial|listen) \w+:? /, /: (?:socket|connect): permission denied/) !== undefined,
  writes: (output: string): boolean =>
    /(?:open|mkdir|rename|remove|unlinkat|link|symlink|truncate) \S+: permission denied/.test(output),
};

/**
 * What words speak of. They may be a test's data: they count only where a measurement agrees, and by themselves
 * on macOS, where nothing can be measured.
 */
export function blockInWords(output: string, { kind, allowed }: Sandbox): "network" | "writes" | undefined {
  if (kind === "none") return undefined;
  return (["network", "writes"] as const).find(
    (what) => allowed?.[what] !== true && (signs[what](output) || isRefusal(what, output, kind)),
  );
}

function isRefusal(what: "network" | "writes", output: string, kind: Sandbox["kind"]): boolean {
  const told = kind === "landlock" || (kind === "bubblewrap" && what === "network");
  return told && refusals[what](output);
}

/** Said in every run, so that it is never forgotten; undefined where nothing is allowed. */
export function allowedNote({ kind, allowed }: Sandbox): NoteOf<"tests-allowed"> | undefined {
  if (allowed === undefined) return undefined;
  const variables = Object.keys(allowed.variables ?? {});
  const reads = kind === "none" ? [] : (allowed.reads ?? []);
  const may = (what: boolean): boolean => what && kind !== "none";
  const data = {
    network: may(allowed.network),
    writes: may(allowed.writes),
    ...(reads.length > 0 ? { reads } : {}),
    variables,
  };
  const any = data.network || data.writes || reads.length + variables.length > 0;
  return any ? note("tests-allowed", data) : undefined;
}
