import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, root, startCli } from "../support/cli";

interface Case {
  readonly id: string;
  readonly module: string;
  readonly file: string;
  readonly names: readonly string[];
  readonly candidate: string;
  /** A rule for drafts refuses it: `--strict`. */
  readonly strict?: true;
  readonly expect: {
    readonly outcome: string;
    readonly gate?: string;
    readonly line?: number;
    readonly file?: string;
    readonly message?: string;
  };
}

interface Printed {
  readonly outcome: string;
  readonly verdicts: readonly {
    readonly gate: string;
    readonly status: string;
    readonly findings: readonly { readonly file: string; readonly line: number; readonly message: string }[];
  }[];
}

const fixtures = join(root, "test/fixtures/check");
const statuses: Readonly<Record<string, number>> = { passing: 0, rejected: 1, suggested: 4 };

/** Runs the built command line as a person would, in the module's folder. */
function check({ module, file, names, candidate, strict }: Case): Promise<Ended> {
  const args = [
    "check",
    file,
    ...names,
    "--candidate",
    join(fixtures, candidate),
    "--json",
    ...(strict ? ["--strict"] : []),
  ];
  return startCli(args, join(fixtures, module)).ended;
}

describe("stubwright check", () => {
  const cases = JSON.parse(readFileSync(join(fixtures, "cases.json"), "utf8")) as readonly Case[];
  // Each is a process of its own: while one waits for the compiler the next one may begin.
  const runs = new Map<Case, Promise<Ended>>();
  const started = (test: Case): Promise<Ended> => {
    const run = runs.get(test) ?? check(test);
    runs.set(test, run);
    return run;
  };
  for (const [i, test] of cases.entries()) {
    it(test.id, async () => {
      const { outcome, gate, line, message } = test.expect;
      const run = started(test);
      const next = cases[i + 1];
      if (next !== undefined) started(next);
      const { code, stdout, stderr } = await run;
      assert.equal(stderr, "");
      const printed = JSON.parse(stdout) as Printed;
      assert.equal(printed.outcome, outcome, stdout);
      assert.equal(code, statuses[outcome]);
      const failed = printed.verdicts.filter((verdict) => verdict.status === "failed");
      assert.equal(failed.length > 0, outcome === "rejected");
      if (outcome !== "rejected") return;
      if (gate !== undefined) assert.equal(failed[0]?.gate, gate, stdout);
      const agreeing = failed.some(({ findings }) =>
        findings.some(
          (f) =>
            (line === undefined || (f.line === line && f.file === (test.expect.file ?? test.file))) &&
            (message === undefined || new RegExp(message).test(f.message)),
        ),
      );
      assert.ok(agreeing, `no finding at line ${line} says /${message}/: ${stdout}`);
    });
  }
});
