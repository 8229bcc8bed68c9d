/** `npm run perf`: ratios of medians of one run, as a table on standard output; docs/performance.md keeps one. */
import { judging } from "./perf/judging";
import { stubs } from "./perf/stubs";

const rounds = 5;

async function main(): Promise<void> {
  const ms = { ...(await judging(rounds)), ...(await stubs(rounds)) };
  console.log("| what | ms, median |\n| --- | --- |");
  for (const [name, value] of Object.entries(ms)) console.log(`| ${name} | ${value.toFixed(0)} |`);
  const ratio = (a: string, b: string): string => ((ms[a] ?? Number.NaN) / (ms[b] ?? Number.NaN)).toFixed(2);
  console.log("\n| ratio | seen | goal |\n| --- | --- | --- |");
  console.log(
    `| verdict on a right candidate, to gofmt, build, vet, test one after another | ${ratio("a right one, judged", "a right one, by hand")} | 1 |`,
  );
  console.log(
    `| answer on one that does not compile, gopls warm, to the same | ${ratio("one that does not compile, first opinion", "one that does not compile, by hand")} | 0.1 |`,
  );
}

void main();
