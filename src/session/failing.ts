import { dirname } from "node:path";
import type { TestFailure } from "../core/failure";
import { fail, ok, type Result } from "../core/result";
import { likely, type Suspect } from "../core/suspects";
import type { Diagnosis } from "../go/fault";
import { goTest } from "../go/go-test";
import { stubMissing } from "../go/missing";
import type { GoDeps, JudgeSettings } from "../go/snapshot";
import { failuresOf } from "../go/test-failures";
import { openGround, type TestGround } from "../go/test-ground";
import { diagnosed } from "./fix";
import { type Around, type FixRun, missingRun, repairRun } from "./fix-run";

export interface TestsAsked {
  /** The package's folder, absolute. */
  readonly dir: string;
  /** Top-level tests; all of the package where there are none. */
  readonly names: readonly string[];
  readonly flags: readonly string[];
  readonly buffers: ReadonlyMap<string, string>;
}

/** How tests of a package ended. */
export interface TestsReport {
  /** Top-level tests that passed or were skipped. */
  readonly passed: readonly string[];
  readonly failures: readonly TestFailure[];
}

export interface DiagnosisAsked {
  readonly dir: string;
  readonly test: string;
  readonly buffers: ReadonlyMap<string, string>;
}

/** What the person is told, or asked to choose from. */
export type Told =
  | { readonly kind: "passes" }
  | {
      readonly kind: "trouble";
      readonly message: string;
      readonly next: string;
      readonly failures: readonly TestFailure[];
    }
  | {
      readonly kind: "functions";
      readonly failures: readonly TestFailure[];
      /** Any one of them; all of them at once where they are still to be made. */
      readonly suspects: readonly Suspect[];
      readonly together: boolean;
    };

interface Known {
  readonly ground: TestGround;
  readonly diagnosis: Diagnosis;
}

/** Failing tests of an editor; what was found out about one is kept for the run that follows. */
export function createFailing(cacheDir: () => string) {
  const known = new Map<string, Known>();
  const look = async (
    { dir, test, buffers }: DiagnosisAsked,
    settings: Partial<JudgeSettings>,
    go: GoDeps,
    onOutput: (text: string) => void,
    signal: AbortSignal,
  ): Promise<Result<Known>> => {
    const ground = await openGround({ dir, buffers, tags: settings.tags ?? [] }, go, signal);
    if (!ground.ok) return ground;
    const found = await diagnosed(
      ground.value,
      { test, settings },
      { go, cacheDir: cacheDir(), onOutput },
      signal,
    );
    if (!found.ok) return found;
    const made = { ground: ground.value, diagnosis: found.value };
    known.set(`${dir} ${test}`, made);
    return ok(made);
  };
  return {
    async run(
      { dir, names, flags, buffers }: TestsAsked,
      settings: Partial<JudgeSettings>,
      go: GoDeps,
      onOutput: (text: string) => void,
      signal: AbortSignal,
    ): Promise<Result<TestsReport>> {
      const ground = await openGround({ dir, buffers, tags: settings.tags ?? [] }, go, signal);
      if (!ground.ok) return ground;
      const { packages, rest } = await goTest(ground.value, { names, flags, onOutput }, signal);
      signal.throwIfAborted();
      const [run] = packages;
      if (run === undefined)
        return fail({ kind: "environment", message: `go test did not run: ${rest.trim()}`, next: "" });
      const failures = failuresOf(go.parser, run, ground.value.site, dir);
      const passed = run.runs.filter(
        (r) => !r.name.includes("/") && (r.status === "pass" || r.status === "skip"),
      );
      return ok({ passed: passed.map((r) => r.name), failures });
    },
    async diagnose(
      asked: DiagnosisAsked,
      settings: Partial<JudgeSettings>,
      go: GoDeps,
      onOutput: (text: string) => void,
      signal: AbortSignal,
    ): Promise<Result<Told>> {
      const found = await look(asked, settings, go, onOutput, signal);
      if (!found.ok) return found;
      const { ground, diagnosis } = found.value;
      switch (diagnosis.kind) {
        case "passes":
          return ok({ kind: "passes" });
        case "trouble":
          return ok({ ...diagnosis.trouble, kind: "trouble", failures: diagnosis.failures });
        case "missing": {
          const { failures } = diagnosis;
          const stubbed = stubMissing(go.parser, ground, asked.test, diagnosis.functions);
          const file = stubbed?.file.path ?? "";
          const suspects = diagnosis.functions.map(
            ({ name, signature }): Suspect => ({
              name,
              file,
              line: 0,
              stub: true,
              score: 1,
              reasons: [`nothing declares it: ${signature}`],
            }),
          );
          return ok({ kind: "functions", failures, suspects, together: true });
        }
        case "failing": {
          const near = diagnosis.suspects.filter((s) => dirname(s.file) === asked.dir);
          if (near.length === 0)
            return fail({
              kind: "input",
              message: `${asked.test} fails without reaching a function of its package.`,
              next: "What is wrong is in the test itself, or in another package: write a test beside that one.",
            });
          const { failures } = diagnosis;
          return ok({ kind: "functions", failures, suspects: likely(near), together: false });
        }
      }
    },
    /** The run that makes a test pass; found out anew where nothing is known of it, or the files have changed. */
    async plan(
      asked: {
        readonly test: string;
        readonly file: string;
        readonly names: readonly string[];
        readonly buffers: ReadonlyMap<string, string>;
      },
      around: Around,
      go: GoDeps,
      signal: AbortSignal,
    ): Promise<Result<FixRun>> {
      const { test, file, names, buffers } = asked;
      const dir = dirname(file);
      const earlier = known.get(`${dir} ${test}`);
      const same = earlier !== undefined && sameTexts(earlier.ground.buffers, buffers);
      known.delete(`${dir} ${test}`);
      const found = same
        ? ok(earlier)
        : await look({ dir, test, buffers }, around.settings, go, () => {}, signal);
      if (!found.ok) return found;
      const { ground, diagnosis } = found.value;
      if (diagnosis.kind === "missing") return missingRun(ground, test, diagnosis, around, go.parser);
      const suspect =
        diagnosis.kind === "failing" ? diagnosis.suspects.find((s) => names.includes(s.name)) : undefined;
      if (diagnosis.kind !== "failing" || suspect === undefined)
        return fail({ kind: "input", message: `${test} does not fail as it did.`, next: "Run it again." });
      return ok(repairRun(ground, test, diagnosis, suspect, around));
    },
  };
}

/** The run's own file is always among its texts, saved or not. */
const sameTexts = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  [...a].every(([path, text]) => b.get(path) === text);
