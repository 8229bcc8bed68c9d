/**
 * `npm run perf [-- --llama-server FILE] [--rounds N]`: ratios of medians of one run, printed and kept in
 * docs/performance.md. The command line is measured as `npm run build` left it in dist/.
 */
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { checks } from "./perf/checks";
import { type ColdRun, coldRuns } from "./perf/cold";
import { judging } from "./perf/judging";
import { median } from "./perf/median";
import { table, writePage } from "./perf/page";
import { stageMedians, type WarmRun, warmRuns } from "./perf/runs";
import { stubs } from "./perf/stubs";
import { type TokenRates, tokenRates } from "./perf/tokens";

interface Measured {
  readonly ms: Readonly<Record<string, number>>;
  readonly warm: readonly WarmRun[];
  readonly cold: readonly ColdRun[];
  readonly tokens: TokenRates;
}

const whole = (n: number): string => (Number.isFinite(n) ? n.toFixed(0) : "?");

function ratios({ ms, warm, tokens }: Measured): string {
  const of = (a: string, b: string): string => ((ms[a] ?? Number.NaN) / (ms[b] ?? Number.NaN)).toFixed(2);
  const share = median(warm.map((r) => r.neither / r.total));
  const { embedded, server } = tokens;
  return table(
    ["ratio of medians", "seen", "goal"],
    [
      [
        "verdict on a right candidate, to gofmt, go build, go vet, go test one after another",
        of("a right one, judged", "a right one, by hand"),
        "1",
      ],
      [
        "the judge's first refusal of one that does not compile (types, by a warm gopls), to the same",
        of("one that does not compile, refused by gopls", "one that does not compile, by hand"),
        "0.1",
      ],
      [
        "first `check` of a package (a whole call; it measures the baseline), to the same",
        of("a first check", "gofmt, go build, go vet, go test by hand"),
        "1.3",
      ],
      [
        "second `check` in that package (the baseline is kept), to the same",
        of("a second check", "gofmt, go build, go vet, go test by hand"),
        "0.8",
      ],
      ["a run's wall time that is neither model nor toolchain", `${(100 * share).toFixed(1)} %`, "2 %"],
      [
        "tokens a second, to llama-server built natively",
        server === undefined ? "not measured" : (embedded / server).toFixed(2),
        "1",
      ],
    ],
  );
}

function times({ ms, warm, cold, tokens }: Measured): string {
  const { embedded, server } = tokens;
  return table(
    ["what", "median"],
    [
      ...Object.entries(ms).map(([name, value]) => [name, `${whole(value)} ms`]),
      [
        "first diff of an easy stub, cold: a new process",
        `${whole(median(cold.map((r) => r.firstDiff)))} ms`,
      ],
      [
        "first diff of an easy stub, warm: the model is loaded",
        `${whole(median(warm.map((r) => r.firstDiff)))} ms`,
      ],
      ["the whole run, cold", `${whole(median(cold.map((r) => r.total)))} ms`],
      ["the whole run, warm", `${whole(median(warm.map((r) => r.total)))} ms`],
      ["embedded model", `${whole(embedded)} tokens a second`],
      ...(server === undefined ? [] : [["llama-server", `${whole(server)} tokens a second`]]),
    ],
  );
}

function memory(cold: readonly ColdRun[]): string {
  const names = [...new Set(cold.flatMap((r) => Object.keys(r.peaks)))].sort();
  const peak = (name: string): string => `${whole(median(cold.map((r) => r.peaks[name] ?? 0)))} MiB`;
  return table(
    ["process", "peak of resident memory"],
    names.map((name) => [name, peak(name)]),
  );
}

function report(measured: Measured, rounds: number, load: string): string {
  const stages = Object.entries(stageMedians(measured.warm)).map(([name, ms]) => [name, `${whole(ms)} ms`]);
  return [
    `${rounds} rounds, ${availableParallelism()} cores, load average ${load} (before and after; what the machine did besides falls on all alike).`,
    ratios(measured),
    times(measured),
    "Where the time of a warm run of an easy stub goes; gates that start Go run side by side:",
    table(["stage", "median"], stages),
    "Memory of a cold run. Pages that processes share (the model's file is mapped) count in each:",
    memory(measured.cold),
  ].join("\n\n");
}

async function main(): Promise<void> {
  const options = { "llama-server": { type: "string" }, rounds: { type: "string", default: "5" } } as const;
  const { values } = parseArgs({ options });
  const rounds = Number(values.rounds);
  const now = (): string => (loadavg()[0] ?? 0).toFixed(1);
  const before = now();
  const ms = { ...(await judging(rounds)), ...(await checks(rounds)), ...(await stubs(rounds)) };
  const warm = await warmRuns(rounds);
  const cold = await coldRuns(rounds);
  const tokens = await tokenRates(rounds, values["llama-server"] ?? process.env["STUBWRIGHT_LLAMA_SERVER"]);
  const text = report({ ms, warm, cold, tokens }, rounds, `${before} and ${now()}`);
  console.log(text);
  writePage("docs/performance.md", text, "npm run perf");
}

void main();
