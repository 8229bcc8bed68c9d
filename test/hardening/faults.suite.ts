import { existsSync } from "node:fs";
import { join } from "node:path";
import { inTurns } from "../../src/go/process/in-turns";
import { type Component, type Fault, type Stage, stages } from "./faults/fault";
import { faults } from "./faults/faults";
import { ownFaults } from "./faults/own-faults";
import { tryFault } from "./faults/try-fault";
import type { HardeningOptions, HardeningReport, HardeningSuite, Say } from "./suite";

const cli = join(__dirname, "../../dist/cli.js");

export const suite: HardeningSuite = { name: "faults", run };

/** A row of the matrix, and how it is tried. */
interface Row extends Pick<Fault, "component" | "stage" | "what" | "part"> {
  readonly try: (signal: AbortSignal) => Promise<readonly string[]>;
}

async function run(
  { part, only, jobs }: HardeningOptions,
  say: Say,
  signal: AbortSignal,
): Promise<HardeningReport> {
  if (!existsSync(cli)) throw new Error("dist/cli.js is missing: npm run build");
  const all: readonly Row[] = [
    ...faults.filter(possible).map((f) => ({ ...f, try: (stop: AbortSignal) => tryFault(f, cli, stop) })),
    ...ownFaults.map((f) => ({ ...f, try: () => f.run(cli) })),
  ];
  const chosen = all.filter((row) => (!part || row.part === true) && titleOf(row).includes(only));
  const broken = await inTurns(chosen, jobs, async (row) => {
    signal.throwIfAborted();
    const lines = await row.try(signal);
    say(`  ${titleOf(row)}: ${lines.length === 0 ? "held" : lines.join("; ")}`);
    return lines;
  });
  const failures = chosen.flatMap((row, i) => (broken[i] ?? []).map((line) => `${titleOf(row)}: ${line}`));
  return { text: tableOf(chosen, broken), tried: chosen.length, failures };
}

const titleOf = ({ component, stage, what }: Row): string => `${component}, ${stage}: ${what}`;

const possible = ({ smallDisk }: Fault): boolean =>
  smallDisk !== true || (process.platform === "linux" && process.getuid?.() === 0);

/** A row a component, a column a stage: how many of the faults tried there were told as they must. */
function tableOf(rows: readonly Row[], broken: readonly (readonly string[])[]): string {
  const held = rows.filter((_, i) => broken[i]?.length === 0);
  const count = (of: readonly Row[], component: Component, stage: Stage): number =>
    of.filter((row) => row.component === component && row.stage === stage).length;
  const cell = (component: Component, stage: Stage): string => {
    const tried = count(rows, component, stage);
    return tried === 0 ? "" : `${count(held, component, stage)} of ${tried}`;
  };
  const components = [...new Set(rows.map((row) => row.component))];
  const lines = components.map((one) => `| ${one} | ${stages.map((s) => cell(one, s)).join(" | ")} |`);
  return [
    `${rows.length} faults, ${held.length} of them told as they must be, with nothing left behind.`,
    "",
    `| fails | ${stages.join(" | ")} |`,
    `| --- | ${stages.map(() => "---").join(" | ")} |`,
    ...lines,
  ].join("\n");
}
