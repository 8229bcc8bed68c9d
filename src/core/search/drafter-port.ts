import type { Attempt, ModelCall } from "../attempts/attempt";
import type { Candidate, NoCandidate } from "../candidate";
import type { Emit } from "../events/events";
import type { ModelError, Reply } from "../model";
import type { Result } from "../result";

/** What one call gave: the model's reply and the candidates in it, best first. */
export interface Drafted {
  /** Undefined where no call was made: the prompt did not fit. */
  readonly reply: Reply | undefined;
  readonly candidate: Result<Candidate, NoCandidate>;
}

/** Asks the model for one attempt and reads its answer. */
export interface Drafter {
  draft(
    attempt: number,
    call: ModelCall,
    attempts: readonly Attempt[],
    emit: Emit,
    signal: AbortSignal,
  ): Promise<Result<Drafted, ModelError>>;
}
