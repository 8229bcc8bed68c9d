import type { Next } from "./next";
import type { SandboxBlock } from "./sandbox-block";

type None = Readonly<Record<string, never>>;
/** Stubs of a file, for a person who named something else. */
interface Stubs {
  readonly stubs: readonly string[];
}
/** Where a compiler stopped. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** The call, the file or the code is wrong: exit status 2. */
interface InputData {
  "already-written": { readonly name: string; readonly file: string; readonly line: number } & Stubs;
  "bad-address": { readonly server: string };
  "bad-task": { readonly where: string; readonly what: string };
  "build-constraint": { readonly file: string };
  "built-by-bazel": { readonly file: string; readonly marker: string };
  cancelled: None;
  "declared-twice": {
    readonly name: string;
    readonly file: string;
    readonly lines: readonly [number, number];
  };
  "downloaded-module": { readonly file: string; readonly importPath: string | undefined };
  "duplicate-task": { readonly where: string; readonly id: string };
  "empty-suite": None;
  "file-changed": { readonly file: string };
  "file-exists": { readonly file: string };
  "file-not-open": { readonly file: string };
  "file-not-writable": { readonly file: string; readonly why: string; readonly written: readonly string[] };
  "file-unreadable": { readonly file: string };
  "function-not-found": { readonly name: string; readonly file: string } & Stubs;
  "function-not-in-package": { readonly name: string; readonly reached: readonly string[] };
  "function-not-named": { readonly file: string; readonly stubs: readonly string[] | undefined };
  "function-too-long": {
    readonly name: string;
    readonly contextTokens: number;
    readonly answerTokens: number;
  };
  "function-unreadable": {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly errorLine: number;
  };
  "generated-file": { readonly file: string };
  "go-command-failed": { readonly command: string; readonly file: string; readonly why: string };
  "model-not-found": { readonly model: string; readonly found: readonly string[] };
  "no-file-for-stub": { readonly test: string };
  "no-function-in-reference": { readonly id: string };
  "no-go-file": { readonly dir: string };
  "no-module": { readonly file: string };
  "no-package-clause": { readonly file: string };
  "no-such-task": { readonly ids: readonly string[] };
  /** `tests` are those there are, where they are worth a line. */
  "no-such-test": {
    readonly test: string;
    readonly where: string;
    readonly tests: readonly string[] | undefined;
  };
  "not-in-go-work": { readonly file: string };
  "not-table-testable": { readonly name: string };
  "package-does-not-compile": Place & {
    readonly importPath: string;
    readonly column: number;
    readonly more: number;
  };
  "package-not-loaded": { readonly file: string; readonly why: string };
  "reserved-function": { readonly name: string };
  "standard-library-file": { readonly file: string; readonly goroot: string };
  "syntax-error": { readonly name: string; readonly file: string; readonly line: number };
  "target-changed": { readonly names: readonly string[]; readonly file: string };
  /** `untestable` says why no test runs here. */
  "test-cannot-decide": {
    readonly test: string;
    readonly names: readonly string[];
    readonly why: "not-reached" | "passes" | SandboxBlock | { readonly untestable: string };
  };
  "test-does-not-compile": Place;
  "test-fails-differently": { readonly test: string };
  "test-file": { readonly file: string };
  "tests-call-nothing": { readonly what: string };
  "tests-cannot-run": { readonly file: string; readonly why: string };
  "unknown-name": { readonly kind: string; readonly name: string; readonly known: readonly string[] };
  "written-elsewhere": { readonly name: string };
}

/** Go, the model, the sandbox, the disk or the test's own needs: exit status 3. */
interface EnvironmentData {
  "answer-unreadable": { readonly server: string; readonly cause: string };
  "disk-full": { readonly dir: string };
  "download-cancelled": None;
  "download-failed": { readonly url: string; readonly why: string };
  "file-vanished": { readonly file: string };
  "folder-not-writable": { readonly dir: string; readonly why: string };
  "go-build-failed": { readonly dir: string; readonly why: string };
  "go-env-failed": { readonly dir: string; readonly why: string };
  "go-fault": { readonly dir: string; readonly why: string };
  "go-flag-unusable": { readonly flag: string };
  "go-flags-unreadable": { readonly flags: string; readonly why: string };
  "go-not-answering": { readonly go: string; readonly why: string };
  "go-not-found": { readonly searched: string };
  "go-test-not-run": { readonly dir: string; readonly why: string };
  "go-too-old": {
    readonly dir: string;
    readonly required: string;
    readonly found: string;
    readonly says: string;
  };
  "go-unusable": { readonly configured: string; readonly searched: string };
  "gopls-exited": { readonly why: string };
  "gopls-not-built": { readonly version: string; readonly why: string };
  "gopls-not-found": { readonly searched: string };
  "gopls-not-started": { readonly why: string };
  "gopls-unsupported": { readonly goVersion: string };
  "helper-failed": { readonly why: string };
  "helper-not-built": { readonly why: string };
  "helper-not-stored": { readonly dir: string; readonly why: string };
  "helper-sources-missing": { readonly dir: string };
  "key-rejected": { readonly server: string; readonly says: string };
  "model-exited": { readonly how: string };
  "model-not-downloaded": Download;
  "model-not-loaded": { readonly path: string; readonly why: string };
  "model-not-offered": { readonly server: string; readonly model: string; readonly says: string };
  "model-not-on-server": {
    readonly server: string;
    readonly model: string;
    readonly models: readonly string[] | undefined;
  };
  "mutants-not-built": { readonly why: string };
  "mutants-not-made": { readonly name: string; readonly why: string };
  "no-model": Download;
  "prompt-too-long": { readonly server: string; readonly model: string; readonly says: string };
  "reply-too-large": { readonly server: string; readonly bytes: number };
  "request-refused": { readonly server: string; readonly status: string; readonly says: string };
  /** also: why the one that takes its place does not work, where there is one. */
  "sandbox-absent": { readonly sandbox: string; readonly also?: string };
  "sandbox-refused": { readonly sandbox: string; readonly why: string; readonly also?: string };
  "sandbox-slow": { readonly sandbox: string; readonly seconds: number };
  "sandbox-unsupported": None;
  "server-empty": { readonly server: string };
  "server-redirects": { readonly server: string; readonly to: string };
  "server-unreachable": { readonly server: string; readonly cause: string };
  "system-busy": { readonly why: string };
  "temp-unusable": { readonly dir: string; readonly why: string };
  "test-at-fault": { readonly test: string };
  "test-depends-on-order": { readonly test: string; readonly failure: string };
  "test-killed": { readonly test: string };
  "test-flaky": { readonly test: string; readonly runs: number; readonly passed: number };
  "test-needs-module": { readonly test: string; readonly says: string };
  "test-needs-network": { readonly test: string; readonly says: string };
  "test-needs-program": { readonly test: string; readonly program: string };
  "test-not-started": { readonly test: string; readonly says: string };
  "test-races": { readonly test: string };
  "tests-not-built": { readonly why: string };
  unexpected: { readonly why: string };
  "wrong-file": {
    readonly from: string;
    readonly found: string;
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
  };
}

/** The model that can be downloaded. */
interface Download {
  readonly id: string;
  readonly megabytes: number;
  readonly licence: string;
}

const environment: Readonly<Record<keyof EnvironmentData, true>> = {
  "answer-unreadable": true,
  "disk-full": true,
  "download-cancelled": true,
  "download-failed": true,
  "file-vanished": true,
  "folder-not-writable": true,
  "go-build-failed": true,
  "go-env-failed": true,
  "go-fault": true,
  "go-flag-unusable": true,
  "go-flags-unreadable": true,
  "go-not-answering": true,
  "go-not-found": true,
  "go-test-not-run": true,
  "go-too-old": true,
  "go-unusable": true,
  "gopls-exited": true,
  "gopls-not-built": true,
  "gopls-not-found": true,
  "gopls-not-started": true,
  "gopls-unsupported": true,
  "helper-failed": true,
  "helper-not-built": true,
  "helper-not-stored": true,
  "helper-sources-missing": true,
  "key-rejected": true,
  "model-exited": true,
  "model-not-downloaded": true,
  "model-not-loaded": true,
  "model-not-offered": true,
  "model-not-on-server": true,
  "mutants-not-built": true,
  "mutants-not-made": true,
  "no-model": true,
  "prompt-too-long": true,
  "reply-too-large": true,
  "request-refused": true,
  "sandbox-absent": true,
  "sandbox-refused": true,
  "sandbox-slow": true,
  "sandbox-unsupported": true,
  "server-empty": true,
  "server-redirects": true,
  "server-unreachable": true,
  "system-busy": true,
  "temp-unusable": true,
  "test-at-fault": true,
  "test-depends-on-order": true,
  "test-killed": true,
  "test-flaky": true,
  "test-needs-module": true,
  "test-needs-network": true,
  "test-needs-program": true,
  "test-not-started": true,
  "test-races": true,
  "tests-not-built": true,
  unexpected: true,
  "wrong-file": true,
};

/** Everything that a person can be told to have gone wrong. */
export interface ProblemData extends InputData, EnvironmentData {}
export type ProblemCode = keyof ProblemData;

/** A problem of one of these codes. Each face words it: wording.ts. */
export type ProblemOf<C extends ProblemCode> = {
  readonly [K in C]: {
    /** `input`: exit status 2. `environment`: exit status 3. */
    readonly kind: "input" | "environment";
    readonly code: K;
    readonly data: ProblemData[K];
    /** What the person can do; any one of these. */
    readonly next: readonly Next[];
  };
}[C];

/** What a person is told when something they can act on went wrong. */
export type Problem = ProblemOf<ProblemCode>;

export function problem<C extends ProblemCode>(
  code: C,
  data: ProblemData[C],
  ...next: readonly Next[]
): ProblemOf<C> {
  const kind = code in environment ? "environment" : "input";
  return { kind, code, data, next } as ProblemOf<C>;
}

/** Why the project's notes are not read. */
export type NotesRefusal = "link" | "no-file" | "outside" | "large";

/** What a run remarks on beside its attempts. */
export interface NoteData {
  "answers-unreadable": { readonly answers: readonly string[] };
  "asking-for-tests": { readonly attempt: number };
  "flags-left-out": { readonly flags: readonly string[] };
  "no-sandbox": None;
  "project-notes": { readonly file: string };
  "project-notes-refused": { readonly file: string; readonly why: NotesRefusal };
  "stated-tests": {
    readonly tests: readonly { readonly name: string; readonly of: string; readonly cases: number }[];
  };
  "test-blocked": { readonly test: string; readonly by: SandboxBlock };
  /** Stored runs may lack paths and variables. */
  "tests-allowed": {
    readonly network: boolean;
    readonly writes: boolean;
    readonly reads?: readonly string[];
    readonly variables?: readonly string[];
  };
  "tie-broken": { readonly winner: number; readonly loser: number; readonly call: string };
  "without-gopls": { readonly problem: Problem };
  "without-helper": { readonly problem: Problem };
}
export type NoteCode = keyof NoteData;

export type NoteOf<C extends NoteCode> = {
  readonly [K in C]: { readonly code: K; readonly data: NoteData[K]; readonly next: readonly Next[] };
}[C];

export type Note = NoteOf<NoteCode>;

/** A note in the words of an earlier version: stored runs hold such. */
export interface WordedNote {
  readonly code?: undefined;
  readonly message: string;
}

export function note<C extends NoteCode>(code: C, data: NoteData[C], ...next: readonly Next[]): NoteOf<C> {
  return { code, data, next } as NoteOf<C>;
}
