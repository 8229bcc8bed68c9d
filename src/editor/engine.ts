import type { Outcome, RunEvent } from "../core/events";
import type { Result } from "../core/result";
import type { Judgement } from "../core/verdict";

/** One run as the editor asks for it. */
export interface EngineRequest {
  /** The record's id: a run that goes on keeps it. */
  readonly id: string;
  /** Absolute path. */
  readonly file: string;
  readonly names: readonly string[];
  readonly hint: string | undefined;
  /** Texts as the person sees them, by absolute path: unsaved buffers, and the target's file. */
  readonly buffers: ReadonlyMap<string, string>;
  /** Undefined for a first run; else the events of what is to go on. */
  readonly before: readonly RunEvent[] | undefined;
}

/** A proposal that is to be judged on the files as they are now. */
export interface JudgeRequest {
  readonly file: string;
  readonly names: readonly string[];
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

/** What the editor cannot do by itself: go, model and session stand behind it, loaded when first asked. */
export interface Engine {
  run(request: EngineRequest, emit: (event: RunEvent) => void, signal: AbortSignal): Promise<Result<Outcome>>;
  judge(request: JudgeRequest, signal: AbortSignal): Promise<Result<Judged>>;
}
