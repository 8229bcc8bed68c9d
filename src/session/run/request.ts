import type { Outcome } from "../../core/events/events";
import type { ResumeOffset } from "../../core/events/resume";
import type { TestPlace } from "../../core/faultloc/failing-test";
import type { Result } from "../../core/result";
import type { SearchOptions } from "../../core/search/options";
import type { RunState } from "../../core/search/state";
import type { GoDeps, JudgeSettings } from "../../go/snapshot/subject";
import type { OpenModel } from "../../model/choose";
import type { GoplsSetup } from "./gopls";
import type { FixTarget } from "./seed-attempts";

export interface RunRequest {
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  readonly options: SearchOptions;
  readonly settings: Partial<JudgeSettings>;
  /** Unsaved texts by absolute path. */
  readonly buffers?: ReadonlyMap<string, string>;
  /** Calls with what they give, in the person's words: `F(1) == 2`. They are judged by, and offered as tests. */
  readonly answers?: readonly string[];
  /** A body that is there already is to be fixed, because a test fails. */
  readonly fixTarget?: FixTarget | undefined;
  /** Of a stub that is to be written because a test of another package fails. */
  readonly outside?: TestPlace | undefined;
  /** An earlier run that this one goes on with. */
  readonly resume?: Resume | undefined;
  /** Paths of the diff are relative to this folder where the file lies in it, else to the module. */
  readonly cwd: string;
}

/** What runs on one machine share. Nothing of it is changed by a run. */
export interface Session extends GoplsSetup {
  readonly go: GoDeps;
  /** Begun early, so that the model loads while the baseline is measured. */
  readonly opening: Promise<Result<OpenModel>>;
}

/** Where a run stood when it ended, and the files it stood on. */
export interface ResumeState {
  readonly state: RunState;
  readonly files: string;
  /** Milliseconds that it took. */
  readonly ms: number;
}

export interface Resume {
  /** How far it got, for faces: attempts are numbered on. */
  readonly offset: ResumeOffset;
  /** Not there after a restart; of no use where the files have changed. */
  readonly resumeState: ResumeState | undefined;
}

export interface Ran {
  readonly outcome: Outcome;
  readonly resumeState: ResumeState;
}
