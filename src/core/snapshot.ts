import type { SourceFile } from "./edit/edit";
import type { Next } from "./problem/next";
import type { SandboxBlock } from "./problem/sandbox-block";

/** One or more declarations of one file that a run is to write. Names are `Func` or `Type.Method`. */
export interface Target {
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
}

/** A test of the package (or of one that imports it) and how it stands before any candidate. */
export interface BaselineTest {
  readonly name: string;
  /** Absolute path of the _test.go file that declares it. */
  readonly file: string;
  /** Names of the target whose stub the test reached, by the panic marker. */
  readonly reaches: readonly string[];
  readonly status: "green" | "red" | "skipped";
  /** Of a red one that reaches nothing: what the sandbox blocks it from. */
  readonly kept?: SandboxBlock | undefined;
}

export interface Baseline {
  /** Tests that reach the target and are red on the stub: these decide. */
  readonly targetTests: readonly BaselineTest[];
  /** Green tests of the package: they must stay green. */
  readonly greenTests: readonly BaselineTest[];
  /** Red without reaching the target: known by name and ignored. */
  readonly redTests: readonly BaselineTest[];
  /** They reach the target and are green on the stub: they prove nothing and are named so. */
  readonly blindTests: readonly BaselineTest[];
  /** Why the tests cannot run at all (another GOOS, a package that does not compile before us …); undefined when they can. */
  readonly untestable: string | undefined;
  /** What lets them run, where something is known that does. */
  readonly next?: readonly Next[];
}

/** What a run judges against, made once: pure data, unsaved buffers laid over the disk. */
export interface Snapshot {
  readonly target: Target;
  /** The target's file. */
  readonly file: SourceFile;
  readonly package: {
    readonly name: string;
    readonly importPath: string;
    readonly dir: string;
    /** Files of the package for this GOOS, GOARCH and tags, the target's file among them; no tests. */
    readonly files: readonly SourceFile[];
    /** Internal and external test files. */
    readonly testFiles: readonly SourceFile[];
    /** Other packages this package already imports. */
    readonly imports: readonly string[];
  };
  readonly module: {
    readonly path: string;
    readonly dir: string;
    readonly goVersion: string;
    /** Paths of every module of the workspace (go.work) and this one: their packages may be imported. */
    readonly workspace: readonly string[];
    /** Direct requirements of go.mod, importable only by a setting. */
    readonly requires: readonly string[];
  };
  readonly baseline: Baseline;
}
