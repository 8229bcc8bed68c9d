import { type NoteOf, note } from "../../core/problem/codes";
import type { SandboxBlock } from "../../core/problem/sandbox-block";
import type { Sandbox } from "./probe";

const signs: Readonly<Record<SandboxBlock, RegExp>> = {
  writes: /read-only file system|open \S+: operation not permitted/,
  network:
    /network is unreachable|dial (?:tcp|udp)\S*:? .*(?:connection refused|no such host|i\/o timeout|server misbehaving|name resolution|operation not permitted)/,
};

/** What the sandbox blocked in a test that printed this; undefined where nothing speaks for that. */
export function sandboxBlock(output: string, { kind, allowed }: Sandbox): SandboxBlock | undefined {
  if (kind === "none") return undefined;
  return (["writes", "network"] as const).find(
    (what) => allowed?.[what] !== true && signs[what].test(output),
  );
}

/** Said in every run, so that it is never forgotten; undefined where nothing is allowed. */
export function allowedNote({ kind, allowed }: Sandbox): NoteOf<"tests-allowed"> | undefined {
  if (kind === "none" || allowed === undefined) return undefined;
  return allowed.network || allowed.writes ? note("tests-allowed", allowed) : undefined;
}
