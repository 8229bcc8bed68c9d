import type { Attack } from "../attack";
import type { Protection } from "./protections";
import type { Seen } from "./try-attack";

/** What must not be, of one attack. */
export const breaches = ["escape", "forged", "hang", "leftover", "bytes", "other"] as const;
export type Breach = (typeof breaches)[number];

export interface Broken {
  readonly breach: Breach;
  /** What was seen, and what is wanted where that is not plain. */
  readonly text: string;
}

const documented = [0, 1, 2, 3, 4];

/** Everything about one attack that does not hold. */
export function brokenBy(attack: Attack, protection: Protection, seen: Seen): readonly Broken[] {
  const broken = (breach: Breach, texts: readonly string[]): readonly Broken[] =>
    texts.map((text) => ({ breach, text }));
  return [
    ...broken("escape", seen.escaped),
    ...broken(
      "bytes",
      seen.changed.map((path) => `changed: ${path}`),
    ),
    ...broken(
      "leftover",
      seen.left.map((what) => `left: ${what}`),
    ),
    ...broken("hang", overBy(seen)),
    ...broken(
      "other",
      seen.unprintable.map((c) => `printed ${c}`),
    ),
    ...broken(
      "other",
      /this is a bug/.test(seen.stderr) ? [`ended by a bug: ${firstLine(seen.stderr)}`] : [],
    ),
    ...(protection === "neither" ? broken("other", notRefused(seen)) : unwanted(attack, seen)),
  ];
}

function overBy({ over, code, ms, peakMib }: Seen): readonly string[] {
  if (over === "time") return [`did not end in ${Math.round(ms / 1000)} s`];
  if (over === "memory") return [`took ${peakMib} MiB`];
  if (code === undefined) return ["the command line was ended by a signal"];
  return documented.includes(code) ? [] : [`ended with status ${code}`];
}

/** Without protection nothing generated runs. */
const notRefused = ({ code, outcome }: Seen): readonly string[] =>
  code === 3 ? [] : [`ended with status ${code} (${outcome}), not 3`];

function unwanted({ wants, kind }: Attack, { outcome, proposed, code, stderr }: Seen): readonly Broken[] {
  const breach = kind === "forged pass" || kind === "model server" ? "forged" : "other";
  const green = ["verified", "passing"].includes(outcome);
  switch (wants) {
    case "contained":
      // Where no test decides, nobody hears what a payload has to say.
      return kind === "escape" && !["passing", "rejected"].includes(outcome)
        ? [{ breach, text: `${outcome || `status ${code}`}: whether it got out is not known` }]
        : [];
    case "not passed":
      return green ? [{ breach, text: `${outcome}, although it is forged` }] : [];
    case "not proposed":
      return green || proposed || outcome === "suggested"
        ? [{ breach, text: `${outcome} and proposed` }]
        : [];
    case "passed":
      return green
        ? []
        : [
            {
              breach: "other",
              text: `${outcome || `status ${code}`}, although it is right: ${firstLine(stderr)}`,
            },
          ];
  }
}

const firstLine = (text: string): string => text.trim().split("\n")[0]?.slice(0, 200) ?? "";
