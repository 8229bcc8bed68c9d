import type { BaselineTest, Snapshot } from "../../core/snapshot";
import type { Elsewhere } from "../../core/stub/elsewhere";
import type { GoParser } from "../../core/syntax/tree";
import type { VetReport } from "../compile/vet";
import type { Sandbox } from "../sandbox/probe";
import type { DeclaredTest, TestSite } from "../testrun/findings";
import type { GoSetup } from "../toolchain/environment";
import type { Importer } from "../toolchain/importers";
import type { TestBuild } from "../toolchain/test-build";

/** What judging stands on; made once by the root. */
export interface GoDeps extends GoSetup {
  readonly parser: GoParser;
  readonly sandbox: Sandbox;
  /** Folder in which baselines are kept between processes; left out, every one is measured. */
  readonly baselines?: string | undefined;
}

export interface JudgeSettings {
  readonly tags: readonly string[];
  /** A function that has a body already may be written anew. */
  readonly allowNonStub: boolean;
  /** A function of a generated file may be written anew. */
  readonly allowGenerated: boolean;
  /** Whether a candidate may import go.mod's direct requirements that its package does not import yet. */
  readonly allowRequired: boolean;
  /** For one test, as long as it has not reached the target, milliseconds. */
  readonly testTimeoutMs: number;
  /** For one call of the target with no test ending, milliseconds: it is an endless loop then. */
  readonly loopMs: number;
  /** For all tests of one process, milliseconds, where the person's flags do not say. */
  readonly totalMs: number;
  /** For the tests of all importing packages, milliseconds; 0 leaves them out. */
  readonly importersMs: number;
}

export const defaultSettings: JudgeSettings = {
  tags: [],
  allowNonStub: false,
  allowGenerated: false,
  allowRequired: false,
  testTimeoutMs: 30_000,
  loopMs: 10_000,
  totalMs: 600_000,
  importersMs: 20_000,
};

export interface SnapshotRequest {
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  /** Unsaved texts by absolute path. */
  readonly buffers?: ReadonlyMap<string, string>;
  readonly settings?: Partial<JudgeSettings>;
  /** Test files to lay over the package, made once it is known: what the person has stated is judged by as well. */
  readonly moreTests?: (known: KnownPackage) => Promise<ReadonlyMap<string, string>>;
}

/** A package before anything of it has run. */
export interface KnownPackage extends Pick<Snapshot, "target" | "file" | "package" | "module"> {
  /** Import paths of the standard library. */
  readonly std: ReadonlySet<string>;
  /** By gofmt; as it is where that cannot be. */
  readonly format: (text: string) => Promise<string>;
}

/** A test of another package that decides the target. */
export interface OutsideTest {
  readonly build: TestBuild;
  readonly site: TestSite;
  /** Texts over the disk for its package, before any candidate. */
  readonly texts: ReadonlyMap<string, string>;
  readonly test: BaselineTest;
}

/** Texts over the disk in which the target's bodies say that they were reached. */
export interface Stubbed {
  /** As every tool may see them. */
  readonly texts: ReadonlyMap<string, string>;
  /** The same for the tests: what a test opened until then is in its log. */
  readonly reach: ReadonlyMap<string, string>;
}

/** The target in its package with what the toolchain needs, before anything of it has run. */
export interface Subject extends Omit<Snapshot, "baseline"> {
  readonly settings: JudgeSettings;
  readonly build: TestBuild;
  /** Texts over the disk for every candidate: unsaved buffers, and placeholders in stubs of other files. */
  readonly texts: ReadonlyMap<string, string>;
  /** The package before any candidate, made to compile: the target's stubs say that they are reached. */
  readonly before: ReadonlyMap<string, string>;
  /** Listed when first asked for. */
  readonly importers: () => Promise<readonly Importer[]>;
  readonly tests: readonly DeclaredTest[];
  /** What go vet says before any candidate; found out when first asked for. */
  readonly vet: () => Promise<VetReport>;
  /** What the baseline is measured on. */
  readonly stubbed: Stubbed;
  /** Why tests cannot run on this machine at all. */
  readonly foreign: string | undefined;
  /** Build tags that only the target's file asks for. */
  readonly extraTags: readonly string[];
  readonly elsewhere: Elsewhere;
  /** Import paths of the standard library. */
  readonly std: ReadonlySet<string>;
}

/** A Snapshot with what the toolchain needs to judge on it. */
export interface GoSnapshot extends Subject, Snapshot {
  /** How long each test took on the stub, milliseconds. */
  readonly testMs: ReadonlyMap<string, number>;
  /** Done when the baseline is written down for the next process, or will not be; never rejects. */
  readonly kept: Promise<void>;
  /** Of a body that is to be repaired: the test that fails on it. */
  readonly failing?: string;
  /** That test, where it lies in another package. */
  readonly outside?: OutsideTest;
}
