import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../src/core/problem/problem-text";
import { ok, type Result } from "../../src/core/result";
import type { Mutant } from "../../src/core/testgen/mutant-types";
import { withHelper } from "../../src/go/helper-client/open";
import { measureMutants } from "../../src/go/mutation/mutation-check";
import { versionsOf } from "../../src/go/mutation/versions";
import { judgeContext } from "../../src/go/snapshot/context";
import { createSnapshot } from "../../src/go/snapshot/snapshot";
import type { GoDeps } from "../../src/go/snapshot/subject";
import { table } from "../perf/page";
import { type ByHand, control, goTest } from "./by-hand";
import { copyModule } from "./fetch";
import { idOf, type ListedModule } from "./module-list";
import { packagesOf, type ReachedFunction, reachedFunctions, shuffled } from "./reached";

export interface MutantOptions {
  /** Copies of modules go here. */
  readonly folder: string;
  readonly cacheDir: string;
  readonly seed: number;
  /** Functions in all, shared out over the modules. */
  readonly functions: number;
  /** Of each function and each answer, at most so many mutants are tried by hand. */
  readonly byHand: number;
}

/** `refused`: never run, since `go test` would not run it either. */
type Answer = "killed" | "survived" | "unmeasured" | "refused";

interface CheckedMutant {
  readonly mutant: Mutant;
  readonly answer: Answer;
  /** What go test made of the same text; undefined where it was not asked. */
  readonly hand?: Exclude<Answer, "unmeasured">;
}

/** `test --check` of one function, and what plain `go test` said of a sample. */
export interface MutantsOf {
  readonly module: string;
  readonly name: string;
  /** Tests that are green on the function as it is, and that are not though go test says they are. */
  readonly green: number;
  readonly red: readonly string[];
  readonly mutants: readonly CheckedMutant[];
}

/** Checks functions of modules; what cannot be checked makes room for the next one. */
export async function checkMutantsOf(
  modules: readonly ListedModule[],
  options: MutantOptions,
  deps: GoDeps,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly MutantsOf[]> {
  const found: MutantsOf[] = [];
  for (const [i, module] of modules.entries()) {
    const wanted = Math.ceil((options.functions - found.length) / (modules.length - i));
    for (const one of await inModule(module, wanted, options, deps, say, signal)) found.push(one);
  }
  return found;
}

async function inModule(
  module: ListedModule,
  wanted: number,
  options: MutantOptions,
  deps: GoDeps,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly MutantsOf[]> {
  const { seed } = options;
  const dir = await copyModule(module, options.folder, signal);
  const found: MutantsOf[] = [];
  for (const path of await packagesOf(module, dir, seed, signal)) {
    const functions = await reachedFunctions(deps.parser, join(dir, path), signal);
    for (const fn of shuffled(functions, seed, (f) => `${path} ${f.name}`)) {
      if (found.length >= wanted) return found;
      if ((await control(fn.file, signal)).noticedBy !== undefined) break;
      const checked = await checkOne(fn, options, deps, signal);
      if (!checked.ok) say(`${idOf(module)} ${fn.name}: ${messageOf(checked.error)}`);
      if (!checked.ok || checked.value.mutants.length === 0) continue;
      const one = { module: idOf(module), name: fn.name, ...checked.value };
      found.push(one);
      for (const line of linesOf(one)) say(line);
    }
  }
  return found;
}

async function checkOne(
  { file, name }: ReachedFunction,
  { seed, cacheDir, byHand }: MutantOptions,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<Omit<MutantsOf, "module" | "name">>> {
  const request = { file, names: [name], settings: { allowNonStub: true, importersMs: 0 } };
  const snapshot = await createSnapshot(request, deps, signal);
  if (!snapshot.ok) return snapshot;
  const ctx = judgeContext(snapshot.value, deps);
  return withHelper(snapshot.value.build.go, cacheDir, signal, async (helper) => {
    const versions = await versionsOf(ctx, helper, true, seed, signal);
    if (!versions.ok) return versions;
    const measured = await measureMutants(versions.value, ctx, helper, signal);
    if (!measured.ok) return measured;
    const { green, red, tried } = measured.value;
    const answered = versions.value.mutants.map((mutant): CheckedMutant => {
      return { mutant, answer: tried.find((t) => t.mutant === mutant)?.result ?? "refused" };
    });
    const mutants = green.length === 0 ? answered : await sampled(file, answered, { seed, byHand }, signal);
    return ok({ green: green.length, red, mutants });
  });
}

/** Some of each answer, written over the file one after the other; the file is at the end what it was. */
async function sampled(
  file: string,
  mutants: readonly CheckedMutant[],
  { seed, byHand }: Pick<MutantOptions, "seed" | "byHand">,
  signal: AbortSignal,
): Promise<readonly CheckedMutant[]> {
  const original = readFileSync(file, "utf8");
  const order = shuffled(mutants, seed, (m) => m.mutant.change);
  const chosen = (["killed", "survived", "refused"] as const).flatMap((answer) =>
    order.filter((m) => m.answer === answer).slice(0, byHand),
  );
  const asked = new Map<CheckedMutant, CheckedMutant>();
  try {
    for (const one of chosen) {
      writeFileSync(file, one.mutant.text);
      asked.set(one, { ...one, hand: handAnswer(await goTest(file, [], signal)) });
    }
  } finally {
    writeFileSync(file, original);
  }
  return mutants.map((m) => asked.get(m) ?? m);
}

function handAnswer({ noticedBy, failing, timedOut, output }: ByHand): Exclude<Answer, "unmeasured"> {
  if (noticedBy === undefined) return "survived";
  const ran = failing.length > 0 || timedOut || /^(?:panic|fatal error): /m.test(output);
  return ran ? "killed" : "refused";
}

export const isWrong = ({ answer, hand }: CheckedMutant): boolean => hand !== undefined && hand !== answer;

function linesOf({ module, name, green, red, mutants }: MutantsOf): readonly string[] {
  const count = (answer: Answer) => mutants.filter((m) => m.answer === answer).length;
  const counts = (["killed", "survived", "unmeasured", "refused"] as const).map((a) => `${count(a)} ${a}`);
  const reds = red.length === 0 ? "" : `, red ${red.join(" ")}`;
  return [
    `${module} ${name}: ${green} tests, ${counts.join(", ")}${reds}`,
    ...mutants.filter(isWrong).map((m) => `  wrong: ${m.mutant.change}: ${m.answer}, by hand ${m.hand}`),
  ];
}

/** The figures for people, as Markdown. */
export function mutantReport(all: readonly MutantsOf[]): string {
  const row = (module: string, name: string, of: readonly MutantsOf[]): readonly string[] => {
    const mutants = of.flatMap((m) => m.mutants);
    const counts = (["killed", "survived", "unmeasured", "refused"] as const).map((answer) =>
      String(mutants.filter((m) => m.answer === answer).length),
    );
    const asked = mutants.filter((m) => m.hand !== undefined).length;
    return [module, name, ...counts, String(asked), String(mutants.filter(isWrong).length)];
  };
  const head = ["module", "function", "killed", "survived", "unmeasured", "refused", "by hand", "wrong"];
  return table(head, [...all.map((m) => row(m.module, m.name, [m])), row("all", String(all.length), all)]);
}
