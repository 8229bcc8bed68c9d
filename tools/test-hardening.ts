/**
 * `npm run test:hardening [-- --suites a,b] [--only TEXT] [--protection P] [--user U] [--jobs N] [--part] [--write]`:
 * runs every suite of test/hardening (`NAME.suite.ts`) against the built command line, and ends with status 1 where
 * something does not hold. `--part` is what `npm test` runs of them. `--write` keeps the tables in docs/reliability.md.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { HardeningSuite } from "../test/hardening/suite";
import { writePage } from "./perf/page";

const folder = join(__dirname, "../test/hardening");

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      suites: { type: "string" },
      only: { type: "string", default: "" },
      jobs: { type: "string", default: "2" },
      protection: { type: "string" },
      user: { type: "string" },
      part: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  // Whatever is tried at that moment is ended and cleared away before the process is.
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopped.abort());
  const { part, only, protection, user } = values;
  const options = { part, only, protection, user, jobs: Number(values.jobs) };
  const failures: string[] = [];
  let tried = 0;
  for (const suite of await suitesNamed(values.suites?.split(",") ?? [])) {
    console.log(`\n== ${suite.name}`);
    const report = await suite.run(options, console.log, stopped.signal);
    console.log(`\n${report.text}\n`);
    if (values.write) writePage("docs/reliability.md", report.text, "npm run test:hardening", suite.name);
    failures.push(...report.failures.map((line) => `${suite.name}: ${line}`));
    tried += report.tried;
  }
  for (const line of failures) console.log(`does not hold: ${line}`);
  console.log(`${tried} tried, ${failures.length} things that do not hold`);
  process.exitCode = failures.length > 0 || tried === 0 ? 1 : 0;
}

async function suitesNamed(names: readonly string[]): Promise<readonly HardeningSuite[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".suite.ts"));
  const modules = await Promise.all(
    files.sort().map((file) => import(join(folder, file)) as Promise<{ readonly suite: HardeningSuite }>),
  );
  const all = modules.map(({ suite }) => suite);
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) throw new Error(`no suite ${unknown.join(", ")}`);
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // Whatever listens or waits yet is of no use any more.
  process.exit(2);
});
