/**
 * `npm run test:modules [-- --modules a,b] [--pairs N] [--seed N] [--jobs N] [--resume] [--mutants] [--write]`: judges stubs made of
 * functions of well-known modules, and compares every verdict with what gofmt, go build, go vet and go test say of the
 * same text. Modules come through the Go module proxy. `--write` keeps the table in docs/reliability.md. With `--mutants`
 * it checks the tests of twenty functions instead, as `test --check` does, and tries a sample of mutants by hand.
 */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { protectionText } from "../src/core/verdict";
import type { GoDeps } from "../src/go/snapshot/subject";
import { cacheDir } from "../src/session/cache";
import { judgeCorpus } from "./modules/corpus";
import { goDepsOf } from "./modules/go-deps";
import { chosenModules, type ListedModule, listedModules } from "./modules/module-list";
import { checkMutantsOf, isWrong, mutantReport } from "./modules/mutants";
import { report } from "./modules/table";
import { writePage } from "./perf/page";

/** Of one stub: the original, zero values, six mutants, and two that cannot be built. */
const pairsOfStub = 10;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      modules: { type: "string" },
      pairs: { type: "string", default: "400" },
      seed: { type: "string", default: "1" },
      jobs: { type: "string", default: "1" },
      mutants: { type: "boolean", default: false },
      resume: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  // What is judged at that moment is put back before the end, and `--resume` goes on after it.
  const stopped = new AbortController();
  process.once("SIGINT", () => stopped.abort());
  const { signal } = stopped;
  const modules = chosenModules(listedModules(), values.modules?.split(",") ?? []);
  if (values.mutants) return mutants(modules, Number(values.seed), values.write, signal);
  const functions = Math.ceil(Number(values.pairs) / pairsOfStub);
  const folder = join(cacheDir(process.env), "modules");
  const results = join(folder, `results-${values.seed}.jsonl`);
  if (!values.resume)
    for (const old of [results, join(folder, "wrong")]) rmSync(old, { recursive: true, force: true });
  const options = {
    folder,
    results,
    functions,
    jobs: Number(values.jobs),
    seed: Number(values.seed),
    mutants: 6,
    cacheDir: cacheDir(process.env),
    watch: true,
  };
  const deps = await goDepsOf(process.env, signal);
  const pairs = await judgeCorpus(modules, options, deps, console.log, signal);
  const text = [circumstances(deps, values.seed), report(modules, pairs)].join("\n\n");
  console.log(`\n${text}\n\nEvery pair: ${results}`);
  if (values.write) writePage("docs/reliability.md", text, "npm run test:modules");
  process.exitCode = pairs.some((p) => p.comparison.kind === "wrong") ? 1 : 0;
}

/** Of each function the mutants of each answer that are tried by hand, at most. */
const sample = { functions: 20, byHand: 2 };

async function mutants(
  modules: readonly ListedModule[],
  seed: number,
  write: boolean,
  signal: AbortSignal,
): Promise<void> {
  const cache = cacheDir(process.env);
  const deps = await goDepsOf(process.env, signal);
  const options = { ...sample, folder: join(cache, "modules", "mutants"), cacheDir: cache, seed };
  const checked = await checkMutantsOf(modules, options, deps, console.log, signal);
  const text = [circumstances(deps, String(seed)), mutantReport(checked)].join("\n\n");
  console.log(`\n${text}`);
  if (write) writePage("docs/reliability.md", text, "npm run test:modules -- --mutants");
  process.exitCode = checked.some((one) => one.mutants.some(isWrong)) ? 1 : 0;
}

const circumstances = ({ toolchain, sandbox }: GoDeps, seed: string): string =>
  `Go ${toolchain.version} on ${process.platform} ${process.arch}, ${availableParallelism()} cores, ${protectionText[sandbox.kind]}, seed ${seed}.`;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
