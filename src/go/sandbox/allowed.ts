import type { Allowed } from "./policy";
import type { Sandbox } from "./probe";

/** What a sandbox blocks. */
export type SandboxBlock = keyof Allowed;

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

/** The end of a sentence that begins with the test's name. */
export const blockReason: Readonly<Record<SandboxBlock, string>> = {
  writes:
    "writes into its package's folder, which the sandbox does not let it (allow it with --allow-writes, in VS Code with stubwright.test.allowWrites)",
  network:
    "needs the network, which the sandbox does not let it (allow it with --allow-network, in VS Code with stubwright.test.allowNetwork)",
};

/** Said in every run, so that it is never forgotten; undefined where nothing is allowed. */
export function allowedNote({ kind, allowed }: Sandbox): string | undefined {
  if (kind === "none" || allowed === undefined) return undefined;
  const what = [
    ...(allowed.network ? ["use the network"] : []),
    ...(allowed.writes ? ["write into their package's folder"] : []),
  ];
  return what.length === 0
    ? undefined
    : `You let tests ${what.join(" and ")}, and with them the drafts that they run.`;
}
