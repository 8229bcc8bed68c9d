import { table } from "../../../tools/perf/page";
import { type Attack, kinds } from "../attack";
import type { Protection } from "./protections";
import type { Seen } from "./try-attack";
import type { User } from "./user";
import type { Breach, Broken } from "./verdict";

/** One attack, tried once. */
export interface Tried {
  readonly attack: Attack;
  readonly user: User["name"];
  readonly protection: Protection;
  readonly seen: Seen;
  readonly broken: readonly Broken[];
}

const head = [
  "attacks",
  "run as",
  "protection",
  "tried",
  "escapes",
  "forged passes",
  "hangs, over a limit",
  "leftovers",
  "files changed",
  "other",
];

/** How many attacks of each kind came to what, as Markdown. */
export function countsOf(tried: readonly Tried[]): string {
  const groups = new Map<string, Tried[]>();
  const order = (t: Tried) => `${t.protection} ${t.user} ${kinds.indexOf(t.attack.kind)}`;
  for (const one of [...tried].sort((a, b) => order(a).localeCompare(order(b))))
    groups.set(order(one), [...(groups.get(order(one)) ?? []), one]);
  return table(
    head,
    [...groups.values()].map((group) => {
      const [{ attack, user, protection }] = group as [Tried];
      const having = (breach: Breach): string =>
        `${group.filter(({ broken }) => broken.some((b) => b.breach === breach)).length}`;
      return [
        attack.kind,
        user,
        protection,
        `${group.length}`,
        ...(["escape", "forged", "hang", "leftover", "bytes", "other"] as const).map(having),
      ];
    }),
  );
}
