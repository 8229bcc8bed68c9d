import { createHash } from "node:crypto";
import { arch, availableParallelism, hostname, release } from "node:os";
import { type VetUnit, vetUnit } from "../compile/vet-unit";
import { environmentOf } from "../testrun/binary";
import { type BinaryId, binaryId } from "./binary-id";
import { stateOfSources } from "./binary-sources";
import { readKept, writeKept } from "./kept-file";
import { once } from "./once";
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
  /** Begins to find out what the tests are made of, where that is not known yet; nobody waits for it. */
  readonly identify: () => void;
  /** Writes down what was measured now; never rejects. Undefined where nothing is kept. */
  readonly keep: ((reached: Reached) => Promise<void>) | undefined;
  /** Done when that is written down by which what was touched and is the same is known without go; never rejects. */
  readonly refreshed: Promise<void>;
}

/** What a former process wrote down, as far as a look at the files tells whether it holds. */
export interface Opened {
  readonly began: number;
  readonly last: Entry | undefined;
  /** Not one file of the test binary was touched since. */
  readonly untouched: boolean;
  /** Undefined where go vet itself is to be asked; found out once, if anybody asks. */
  readonly vetUnit: (signal: AbortSignal) => Promise<VetUnit | undefined>;
  /** What is to be written down of that. */
  readonly newUnit: () => Promise<VetUnit | null | undefined>;
}

/** Of the format, and of how a reach is found out: another number voids all that is kept. */
const format = 2;

interface Entry {
  readonly key: string;
  readonly names: readonly string[];
  readonly tests: readonly KeptTest[];
  /** By which the same binary is known again without go. */
  readonly sources?: Sources | undefined;
  /** Null where go vet has to be asked every time. */
  readonly vetUnit?: VetUnit | null | undefined;
}

interface Sources {
  /** Of all but the files. */
  readonly key: string;
  readonly paths: readonly string[];
  readonly state: string;
}

interface KeptTest {
  readonly reach: TestReach;
  readonly inputs: readonly TestInput[];
  readonly state: string;
}

/**
 * Looks at what is kept of a subject's baseline; undefined where nothing is. Only under a sandbox that allows nothing:
 * what else a test did there (the network, a folder written to) leaves no trace that could be compared.
 */
export async function openKept(subject: Subject, deps: GoDeps): Promise<Opened | undefined> {
  const { kind, allowed } = deps.sandbox;
  const folder = deps.baselines;
  if (folder === undefined || kind === "none" || allowed?.network || allowed?.writes || racing(subject))
    return undefined;
  const began = Date.now();
  const last = entryIn(await readKept(folder, nameOf(subject)));
  const untouched = last?.sources !== undefined && (await isUntouched(last.sources, subject, deps));
  const known = untouched ? last?.vetUnit : undefined;
  let unit = known === undefined ? undefined : Promise.resolve<VetUnit | null | undefined>(known);
  const find = async (signal: AbortSignal): Promise<VetUnit | null | undefined> => {
    const found = await freshUnit(subject, last === undefined, signal);
    if (untouched && found !== undefined)
      await writeKept(folder, nameOf(subject), { ...last, ...short({ vetUnit: found }) });
    return found;
  };
  return {
    began,
    last,
    untouched,
    vetUnit: async (signal) => {
      unit ??= find(signal);
      return (await unit) ?? undefined;
    },
    newUnit: async () => unit,
  };
}

/** What is kept of a subject's baseline. */
export async function keptBaseline(
  opened: Opened | undefined,
  subject: Subject,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<KeptBaseline> {
  const folder = deps.baselines;
  if (opened === undefined || folder === undefined)
    return { kept: undefined, identify: () => {}, keep: undefined, refreshed: Promise.resolve() };
  const { began, last, untouched } = opened;
  const identity = once(() => binaryId(subject.build, subject.stubbed.reach, signal));
  // The first time nothing waits for an identity.
  const asked = last === undefined || untouched ? undefined : await identity();
  const same = untouched || (asked !== undefined && last?.key === keyOf(subject, deps, asked.id));
  const held = same && last !== undefined ? await stillTrue(last.tests) : [];
  const write = async (id: BinaryId, names: readonly string[], tests: readonly KeptTest[]): Promise<void> => {
    const state = id.sources && (await stateOfSources(id.sources, began));
    if (id.unlogged || id.sources === undefined || state === undefined) return;
    const sources = { key: keyOf(subject, deps, textsOf(subject)), paths: id.sources, state };
    const vetUnit = await opened.newUnit();
    const key = keyOf(subject, deps, id.id);
    await writeKept(folder, nameOf(subject), {
      key,
      names,
      tests,
      ...short({ sources }),
      ...short({ vetUnit }),
    });
  };
  const refreshed =
    asked !== undefined && same && last !== undefined
      ? write(asked, last.names, held).catch(() => {})
      : Promise.resolve();
  const keep = async (reached: Reached): Promise<void> => {
    await refreshed;
    const tests = [...held, ...(await keepable(reached, began))];
    const id = tests.length > held.length ? await identity() : undefined;
    if (id !== undefined) await write(id, reached.names, tests);
  };
  return {
    kept:
      same && last !== undefined
        ? { names: last.names, tests: new Map(held.map((t) => [t.reach.name, t.reach])) }
        : undefined,
    identify: () => void (untouched || identity().catch(() => {})),
    // What cannot be written down is measured again.
    keep: (reached) => keep(reached).catch(() => {}),
    refreshed,
  };
}

const nameOf = ({ target, build }: Subject): string => JSON.stringify([target, build.tags, build.go.version]);

/** Whether all that the binary hangs on is as it was, to the last file. */
async function isUntouched(sources: Sources, subject: Subject, deps: GoDeps): Promise<boolean> {
  if (sources.key !== keyOf(subject, deps, textsOf(subject))) return false;
  return (await stateOfSources(sources.paths)) === sources.state;
}

/** The texts over the disk. */
const textsOf = ({ stubbed }: Subject): string =>
  createHash("sha256")
    .update(JSON.stringify([...stubbed.reach].sort()))
    .digest("hex");

/**
 * Nothing is asked in vain: tests of package x_test are a second package, and files of cgo lie in go's own folder, so
 * that no unit holds them (null). What a package imports besides the standard library go vet has to see once before.
 */
async function freshUnit(
  { build, package: pkg, before, std }: Subject,
  first: boolean,
  signal: AbortSignal,
): Promise<VetUnit | null | undefined> {
  const outside = new RegExp(`^package ${pkg.name}_test\\b`, "m");
  const texts = [...pkg.files, ...pkg.testFiles].map((file) => file.text);
  if (texts.some((text) => outside.test(text) || /^(?:import )?\s*"C"/m.test(text))) return null;
  if (first && pkg.imports.some((path) => !std.has(path))) return undefined;
  return vetUnit(build, pkg.name, before, std, signal).catch(() => undefined);
}

/** Of a thousand packages it would take the place of what matters. */
const short = <T extends object>(part: T): Partial<T> =>
  JSON.stringify(part).length > longestPart ? {} : part;
const longestPart = 400_000;

/** A sanitizer finds what it finds by chance. */
const racing = ({ build }: Subject): boolean => build.go.flags.sanitized;

/**
 * Everything that a test's result hangs on besides the files that it reads.
 * @param id of the binary
 */
function keyOf(subject: Subject, deps: GoDeps, id: string): string {
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
