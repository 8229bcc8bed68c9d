import { basename, join } from "node:path";
import { problem } from "../../core/problem/codes";
import { fail, ok, type Result } from "../../core/result";
import { vet } from "../compile/vet";
import { refusedByGoTest } from "../compile/vet-of-go-test";
import { withFolder } from "../process/temp-dir";
import type { Sandbox } from "../sandbox/probe";
import type { JudgeContext } from "../snapshot/context";
import { type PackageSpec, packageSpec } from "../snapshot/package-spec";
import { compileTests, runTests, type TestOutcome } from "../testrun/binary";
import { watchTexts } from "../testrun/watch";
import { writeOverlay } from "../toolchain/overlay";
import { inStandardLibrary } from "../toolchain/standard-library";
import type { TestBuild } from "../toolchain/test-build";
import type { Helper } from "./client";

interface Built {
  readonly overlay: Readonly<Record<string, string>>;
  /** The same versions, each in a file of its own. */
  readonly apart: Readonly<Record<string, string>>;
  /** Why a variant is not in the build; empty where it is. */
  readonly refused: readonly string[];
}

/** Of what many versions are made, and how they are run. */
export interface VariantsPlan {
  /** The package of the functions. */
  readonly spec: PackageSpec;
  readonly file: string;
  readonly names: readonly string[];
  /** As its files declare it. */
  readonly packageName: string;
  /** Texts over the disk, below what the helper makes of the versions. */
  readonly under: ReadonlyMap<string, string>;
  /** Texts above it, test files mostly. */
  readonly over: ReadonlyMap<string, string>;
  readonly build: TestBuild;
  readonly sandbox: Sandbox;
  /** The versions are the first with changes in bodies only: mutants, and what they are compared with. */
  readonly inPlace: boolean;
}

/** A test binary that holds many versions of the target. */
export interface VariantBinary {
  /** Whether a version is in it: one that does not compile is not, nor one that `go test` would refuse unrun. */
  has(variant: number): boolean;
  run(
    variant: number,
    names: readonly string[],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<TestOutcome>;
}

/** Versions of a target's file, tried in its own package. */
export const variantsOfTarget = (
  ctx: JudgeContext,
  base: string,
  over: ReadonlyMap<string, string> = new Map(),
): VariantsPlan => {
  const { snapshot, deps } = ctx;
  return {
    spec: packageSpec(ctx, base),
    file: snapshot.file.path,
    names: snapshot.target.names,
    packageName: snapshot.package.name,
    under: snapshot.texts,
    over,
    build: snapshot.build,
    sandbox: deps.sandbox,
    inPlace: true,
  };
};

/**
 * Compiles many versions of a file into one test binary, sixty cost what one link costs, and hands it to `work`; it is
 * gone afterwards.
 * @param texts whole files, stubs with placeholders.
 */
export async function withVariants<T>(
  texts: readonly string[],
  plan: VariantsPlan,
  helper: Helper,
  signal: AbortSignal,
  work: (binary: VariantBinary) => Promise<T>,
): Promise<Result<T>> {
  const { spec, file, names, packageName, under, over, build, sandbox, inPlace } = plan;
  const request = { ...spec, file, names, candidates: texts, inPlace };
  const built = await helper.request<Built>("variants", request, signal);
  signal.throwIfAborted();
  if (!built.ok) return fail(problem("mutants-not-built", { why: built.error.message }));
  const { overlay, refused } = built.value;
  const vetting = inPlace ? vetRefused(built.value.apart, plan, signal) : Promise.resolve(new Set<number>());
  vetting.catch(() => {});
  return withFolder(async (folder) => {
    const written = await writeOverlay(
      join(folder, "overlay"),
      new Map([...under, ...Object.entries(overlay), ...over, ...(await watch(packageName, spec, build))]),
    );
    const compiled = await compileTests(build, written.json, folder, signal);
    signal.throwIfAborted();
    if (compiled.kind !== "binary") {
      const output =
        compiled.kind === "failed" ? written.restore(compiled.result.stderr).trim() : compiled.kind;
      return fail(problem("tests-not-built", { why: output.split("\n").slice(0, 4).join(" ") }));
    }
    const { path } = compiled;
    const run: VariantBinary["run"] = (variant, tests, timeoutMs, until) =>
      withFolder((temp) => {
        const env = { STUBWRIGHT_VARIANT: String(variant) };
        return runTests(sandbox, build, path, { names: tests, timeoutMs, folder: temp, env }, until);
      });
    const vetted = await vetting;
    const has = (variant: number) => refused[variant] === "" && !vetted.has(variant);
    return ok(await work({ has, run }));
  });
}

/** What says where a version is when its time is over. Entries are not counted: nothing is ended for a loop before. */
const watch = async (
  name: string,
  { importPath, dir }: PackageSpec,
  build: TestBuild,
): Promise<readonly (readonly [string, string])[]> =>
  inStandardLibrary(build) ? [] : watchTexts({ name, importPath, dir, targets: [], counted: false });

/**
 * Changes that go vet, as `go test` runs it, finds fault with where it finds none with the first version: a person's
 * tests do not run on them at all. All versions cost one run of go vet.
 */
async function vetRefused(
  apart: Readonly<Record<string, string>>,
  { spec, packageName, under, build }: VariantsPlan,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  return withFolder(async (folder) => {
    // Without tests go vet has one package to look at, and nothing to compile.
    const untested = spec.tests.map(({ path }) => [path, `package ${packageName}\n`] as const);
    const texts = new Map([...under, ...untested, ...Object.entries(apart)]);
    const report = await vet(build, await writeOverlay(join(folder, "overlay"), texts), folder, signal);
    const found = refusedByGoTest(report.findings, build.go.flags).flatMap(({ file, message }) => {
      const variant = /^zz_stubwright_v(\d+)\.go$/.exec(basename(file))?.[1];
      return variant === undefined ? [] : [{ variant: Number(variant), message: plainNames(message) }];
    });
    const own = new Set(found.filter((f) => f.variant === 0).map((f) => f.message));
    return new Set(found.filter((f) => !own.has(f.message)).map((f) => f.variant));
  });
}

const plainNames = (message: string): string => message.replace(/__v\d+/g, "");
