import type { Outcome, RunEvent } from "./events/events";
import type { FailingTest, TestPlace, TestsReport } from "./faultloc/failing-test";
import type { Problem } from "./problem/codes";
import type { Result } from "./result";
import type { MutationReport } from "./testgen/mutation-report";
import type { TestQuestion, TestsEvent, TestsResult } from "./testgen/test-events";
import type { Judgement } from "./verdict";

/** What the person's settings come to for one file. */
export interface EngineSettings {
  /** Their environment, with what their editor adds for Go's tools. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Flags of go commands beside those of GOFLAGS, as a command line has them. */
  readonly flags: readonly string[];
  /** A go command or a GOROOT that they named. */
  readonly go: string | undefined;
  /** For one go command, milliseconds. */
  readonly goMs: number;
  /** For one process of the compiler, and for a test run with all its processes, bytes. */
  readonly memoryBytes: number;
  readonly gopls: string | undefined;
  readonly sandbox: boolean;
  /** What tests may do in it besides. */
  readonly allowed: {
    readonly network: boolean;
    readonly writes: boolean;
    /** Files and folders that they read wherever those lie: absolute paths. */
    readonly reads: readonly string[];
    /** Variables that they see beside the harmless ones, with their values. */
    readonly variables: Readonly<Record<string, string>>;
  };
  readonly server: string | undefined;
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
  readonly options: { readonly budget: number };
  readonly judge: {
    readonly tags: readonly string[];
    readonly testTimeoutMs: number;
    readonly loopMs: number;
    readonly totalMs: number;
    readonly importersMs: number;
    readonly allowRequired: boolean;
  };
  /** The workspace's folder, or the file's: paths of diffs are relative to it. */
  readonly cwd: string;
}

/** One run as the editor asks for it. */
export interface EngineRequest {
  /** The record's id: a run that goes on keeps it. */
  readonly id: string;
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  readonly hint: string | undefined;
  /** The failing test that the run is to make pass. */
  readonly test: TestPlace | undefined;
  /** Texts as the person sees them, by absolute path: unsaved buffers, and the target's file. */
  readonly buffers: ReadonlyMap<string, string>;
  /** Undefined for a first run; else the events of what is to go on. */
  readonly before: readonly RunEvent[] | undefined;
  /** What the person said to questions of the run: `F(1) == 2`. */
  readonly answers: readonly string[];
}

/** A function that is to have tests. */
export interface EngineTestsRequest {
  readonly file: string;
  readonly name: string;
  readonly buffers: ReadonlyMap<string, string>;
}

/** A function whose tests are asked about, a test, or a whole file of tests. */
export interface CheckTestsRequest {
  readonly file: string;
  readonly name?: string | undefined;
  readonly buffers: ReadonlyMap<string, string>;
}

/** A test that fails. */
export interface DiagnoseRequest extends TestPlace {
  readonly buffers: ReadonlyMap<string, string>;
}

/** Tests that are to be run as the person would run them. */
export interface TestRunRequest {
  /** The package's folder, absolute. */
  readonly dir: string;
  /** Top-level tests; all of the package where there are none. */
  readonly names: readonly string[];
  readonly buffers: ReadonlyMap<string, string>;
}

/** A proposal that is to be judged on the files as they are now. */
export interface JudgeRequest {
  readonly file: string;
  readonly names: readonly string[];
  /** The failing test that it makes pass. */
  readonly test: TestPlace | undefined;
  readonly buffers: ReadonlyMap<string, string>;
  /** The target's file as the run saw it. */
  readonly base: string;
  /** The target's file as proposed, made from `base`. */
  readonly proposed: string;
}

/** A proposal carried over to the file as it is now, and what the judge says of it there. */
export interface Judged {
  readonly judgement: Judgement;
  /** The whole file with the proposal in it. */
  readonly text: string;
}

/** The model that Stubwright brings along. */
export interface EmbeddedModel {
  readonly id: string;
  readonly bytes: number;
  readonly licence: string;
  /** For people: where it is fetched from. */
  readonly from: string;
  /** Where it is, or would go. */
  readonly path: string;
  readonly there: boolean;
}

/** A model that is on this machine, ready for use. */
export interface ModelHere {
  readonly name: string;
  /** For people: `Ollama at http://127.0.0.1:11434`. */
  readonly from: string;
  /** Undefined for the embedded one. */
  readonly server: string | undefined;
}

/** `idle`: loaded, and nothing asks it anything. */
export type ModelState =
  | { readonly kind: "none" }
  | { readonly kind: "loading"; readonly fraction: number }
  | { readonly kind: "idle" | "running"; readonly id: string; readonly server: string };

/** What is there of gopls, and what could be. */
export interface GoplsState {
  /** Why it is not there, and what is lost; undefined where it is. */
  readonly missing: Problem | undefined;
  /** The version that builds with the Go at hand; undefined where none does. */
  readonly fitting: string | undefined;
}

/** What an editor cannot do by itself: go, model and session stand behind it, loaded when first asked. */
export interface Engine {
  run(request: EngineRequest, emit: (event: RunEvent) => void, signal: AbortSignal): Promise<Result<Outcome>>;
  judge(request: JudgeRequest, signal: AbortSignal): Promise<Result<Judged>>;
  /** Tests of a function, as an edit; `ask` puts a question to the person. */
  writeTests(
    request: EngineTestsRequest,
    emit: (event: TestsEvent) => void,
    ask: (question: TestQuestion) => Promise<"code" | "stated" | undefined>,
    signal: AbortSignal,
  ): Promise<Result<TestsResult>>;
  /** Whether tests notice changes of the function. One report for each function that is asked about. */
  checkTests(request: CheckTestsRequest, signal: AbortSignal): Promise<Result<readonly MutationReport[]>>;
  readonly tests: {
    run(
      request: TestRunRequest,
      onOutput: (text: string) => void,
      signal: AbortSignal,
    ): Promise<Result<TestsReport>>;
    /** Why a test fails, and the functions that may be at fault. */
    diagnose(
      request: DiagnoseRequest,
      onOutput: (text: string) => void,
      signal: AbortSignal,
    ): Promise<Result<FailingTest>>;
  };
  readonly models: {
    embedded(): Promise<EmbeddedModel>;
    /** Brings the embedded model here; bytes there are, and bytes there will be. */
    pull(onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<Result<string>>;
    /** What this machine has, best first. */
    found(signal: AbortSignal): Promise<readonly ModelHere[]>;
    /** The names of the models of a server. */
    list(server: string, apiKey: string | undefined, signal: AbortSignal): Promise<Result<readonly string[]>>;
    /** Lets go of the one that is loaded. */
    close(): Promise<void>;
  };
  readonly gopls: {
    state(file: string, signal: AbortSignal): Promise<Result<GoplsState>>;
    install(file: string, onProgress: (line: string) => void, signal: AbortSignal): Promise<Result<string>>;
  };
}
