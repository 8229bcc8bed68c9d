import { createHash } from "node:crypto";
import { arch, availableParallelism, hostname, release } from "node:os";
import { environmentOf } from "../testrun/binary";
import { type BinaryId, binaryId } from "./binary-id";
import { readKept, writeKept } from "./kept-file";
import type { Reached, TestReach } from "./reach";
import type { GoDeps, Subject } from "./subject";
import { stateOf, type TestInput } from "./test-inputs";

/** What a former process measured of the same tests, as far as nothing it depends on has changed. */
export interface Kept {
  /** Every test of the binary, in its order. */
  readonly names: readonly string[];
  readonly tests: ReadonlyMap<string, TestReach>;
}

export interface KeptBaseline {
  readonly kept: Kept | undefined;
  /** Writes down what was measured now; never rejects. Undefined where nothing is kept. */
  readonly keep: ((reached: Reached) => Promise<void>) | undefined;
}

/** Of the format, and of how a reach is found out: another number voids all that is kept. */
const format = 1;

interface Entry {
  readonly key: string;
  readonly names: readonly string[];
  readonly tests: readonly KeptTest[];
}

interface KeptTest {
  readonly reach: TestReach;
  readonly inputs: readonly TestInput[];
  readonly state: string;
}

/**
 * What is kept of a subject's baseline. Only under a sandbox that allows nothing: what else a test did there (the
 * network, a folder written to) leaves no trace that could be compared.
 */
export async function keptBaseline(
  subject: Subject,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<KeptBaseline> {
  const { kind, allowed } = deps.sandbox;
  const folder = deps.baselines;
  if (folder === undefined || kind === "none" || allowed?.network || allowed?.writes || racing(subject))
    return { kept: undefined, keep: undefined };
  const began = Date.now();
  const name = JSON.stringify([subject.target, subject.build.tags, subject.build.go.version]);
  const last = entryIn(await readKept(folder, name));
  const identify = (): Promise<BinaryId | undefined> =>
    binaryId(subject.build, subject.stubbed.reach, signal);
  // The first time nothing waits for an identity.
  const known = last === undefined ? undefined : await identify();
  const same = known !== undefined && last?.key === keyOf(subject, deps, known);
  const held = same ? await stillTrue(last.tests) : [];
  const keep = async (reached: Reached): Promise<void> => {
    const found = known ?? (await identify());
    if (found === undefined || found.unlogged || !(await found.olderThan(began))) return;
    const tests = [...held, ...(await keepable(reached, began))];
    if (tests.length > held.length)
      await writeKept(folder, name, { key: keyOf(subject, deps, found), names: reached.names, tests });
  };
  return {
    kept: same ? { names: last.names, tests: new Map(held.map((t) => [t.reach.name, t.reach])) } : undefined,
    // What cannot be written down is measured again.
    keep: (reached) => keep(reached).catch(() => {}),
  };
}

/** A sanitizer finds what it finds by chance. */
const racing = ({ build }: Subject): boolean => build.go.flags.sanitized;

/** Everything that a test's result hangs on besides the files that it reads. */
function keyOf(subject: Subject, deps: GoDeps, { id }: BinaryId): string {
  const { build, settings, target, tests, package: pkg } = subject;
  // Both name folders of this one process.
  const { GOGCCFLAGS: _flags, GOTMPDIR: _temp, ...vars } = build.go.vars;
  const machine = [
    deps.env["HOME"],
    hostname(),
    release(),
    arch(),
    availableParallelism(),
    process.getuid?.() ?? 0,
  ];
  const env = Object.entries(environmentOf(build, deps.sandbox, "")).sort();
  const { kind, allowed } = deps.sandbox;
  const where = [build.dir, build.moduleDir, build.around, build.importPath, build.tags, pkg.name];
  const key = [
    format,
    id,
    target,
    where,
    tests,
    settings,
    kind,
    allowed,
    env,
    vars,
    build.go.flags,
    deps.toolchain.version,
    machine,
  ];
  return createHash("sha256").update(JSON.stringify(key)).digest("hex");
}

/** Those whose files are as they were. */
async function stillTrue(tests: readonly KeptTest[]): Promise<readonly KeptTest[]> {
  const now = await Promise.all(tests.map(async (t) => ((await stateOf(t.inputs)) === t.state ? [t] : [])));
  return now.flat();
}

async function keepable({ tests }: Reached, began: number): Promise<readonly KeptTest[]> {
  const kept = tests.map(async ({ inputs, ...reach }): Promise<readonly KeptTest[]> => {
    const state = inputs === undefined ? undefined : await stateOf(inputs, began);
    return inputs === undefined || state === undefined ? [] : [{ reach, inputs, state }];
  });
  return (await Promise.all(kept)).flat();
}

function entryIn(value: unknown): Entry | undefined {
  const entry = value as Entry | undefined;
  return typeof entry?.key === "string" && Array.isArray(entry.names) && Array.isArray(entry.tests)
    ? entry
    : undefined;
}
