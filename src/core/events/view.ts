import type { NoCandidate } from "../candidate";
import type { Edit } from "../edit/edit";
import type { ModelInfo } from "../model";
import type { Note, WordedNote } from "../problem/codes";
import type { Form, Prompt } from "../prompt/form";
import type { Baseline, Target } from "../snapshot";
import {
  type Finding,
  findingsOf,
  type Gate,
  gates,
  type Judgement,
  type Protection,
  type Verdict,
} from "../verdict";
import { unionLength } from "./busy-time";
import type { Outcome, RunEvent } from "./events";

/** One gate of one attempt; `running` until its verdict is there. */
export type GateChip = { readonly gate: Gate; readonly status: "running"; readonly since: number } | Verdict;

export interface AttemptView {
  readonly attempt: number;
  readonly form: Form;
  readonly lineage: number;
  /** The attempt that this one repairs. */
  readonly parent: number | undefined;
  readonly prompt: Prompt;
  readonly temperature: number;
  readonly seed: number;
  /** Milliseconds since the run began. */
  readonly since: number;
  readonly state: "writing" | "answered" | "judging" | "judged" | "no-candidate";
  /** What streamed so far; once the reply is there, the reply. */
  readonly text: string;
  /** Streamed pieces: about one a token, until the reply tells the count. */
  readonly pieces: number;
  readonly reply:
    | {
        readonly finish: "stop" | "length" | "stopped";
        readonly promptTokens: number;
        readonly outputTokens: number;
        readonly ms: number;
      }
    | undefined;
  readonly dropped:
    | { readonly what: readonly string[]; readonly promptTokens: number; readonly contextTokens: number }
    | undefined;
  readonly noCandidate: NoCandidate | undefined;
  readonly candidate:
    | {
        readonly edit: Edit;
        readonly text: string;
        readonly mended: readonly string[];
        readonly sameAs: number | undefined;
      }
    | undefined;
  /** In gate order; a gate that ran twice shows its last verdict. */
  readonly gates: readonly GateChip[];
  readonly judgement: Judgement | undefined;
}

export type NoteView = { readonly at: number; readonly level: "info" | "warning" } & (Note | WordedNote);

export type FinishedView = Omit<Extract<RunEvent, { type: "finished" }>, "type">;

/** Everything a face shows of a run. A plain value: the same events give the same view. */
export interface RunView {
  readonly header:
    | {
        readonly run: string;
        readonly target: Target;
        readonly model: ModelInfo | undefined;
        readonly budget: number;
        readonly seed: number;
        readonly hint: string | undefined;
        readonly protection: Protection | undefined;
      }
    | undefined;
  /** Milliseconds since the run began, of the last event. */
  readonly at: number;
  readonly notes: readonly NoteView[];
  /** Of a run that fixes a test: the failing test and the functions that may be at fault. */
  readonly fault: Omit<Extract<RunEvent, { type: "fault" }>, "type" | "at"> | undefined;
  readonly baseline: { readonly baseline: Baseline; readonly ms: number } | undefined;
  /** In the order in which they began. */
  readonly attempts: readonly AttemptView[];
  /** Of the calls that were answered; once the run has finished, of all. */
  readonly tokens: { readonly prompt: number; readonly output: number };
  readonly question:
    | {
        readonly call: string;
        readonly answers: readonly { readonly attempts: readonly number[]; readonly value: string }[];
      }
    | undefined;
  readonly finished: FinishedView | undefined;
}

export const emptyView: RunView = {
  header: undefined,
  at: 0,
  notes: [],
  fault: undefined,
  baseline: undefined,
  attempts: [],
  tokens: { prompt: 0, output: 0 },
  question: undefined,
  finished: undefined,
};

/**
 * The view after one more event.
 * @throws RangeError for an event of an attempt that was never announced.
 */
export function fold(view: RunView, event: RunEvent): RunView {
  return step({ ...view, at: event.at }, event);
}

function step(view: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case "started": {
      const { type: _, at: _at, ...header } = event;
      // A run that goes on begins again, with what it found so far.
      return { ...view, header, question: undefined, finished: undefined };
    }
    case "note": {
      const { type: _, ...note } = event;
      return { ...view, notes: [...view.notes, note] };
    }
    case "fault": {
      const { type: _, at: _at, ...fault } = event;
      return { ...view, fault };
    }
    case "baseline":
      return { ...view, baseline: { baseline: event.baseline, ms: event.ms } };
    case "attempt":
      return { ...view, attempts: [...view.attempts, begun(event)] };
    case "question":
      return { ...view, question: { call: event.call, answers: event.answers } };
    case "finished": {
      const { type: _, ...finished } = event;
      // Who is left out of an agreement asks nothing more.
      const question = event.outcome === "verified" ? undefined : view.question;
      return {
        ...view,
        question,
        tokens: { prompt: event.promptTokens, output: event.outputTokens },
        finished,
      };
    }
    case "reply": {
      const { prompt, output } = view.tokens;
      const tokens = { prompt: prompt + event.promptTokens, output: output + event.outputTokens };
      return { ...withAttempt(view, event), tokens };
    }
    case "dropped":
    case "text":
    case "no-candidate":
    case "candidate":
    case "gate":
    case "verdict":
    case "judged":
      return withAttempt(view, event);
  }
}

type AttemptEvent = Extract<
  RunEvent,
  { type: "dropped" | "text" | "reply" | "no-candidate" | "candidate" | "gate" | "verdict" | "judged" }
>;

function withAttempt(view: RunView, event: AttemptEvent): RunView {
  const index = view.attempts.findIndex((attempt) => attempt.attempt === event.attempt);
  const before = view.attempts[index];
  if (before === undefined)
    throw new RangeError(`${event.type} of attempt ${event.attempt}, which never began`);
  return { ...view, attempts: view.attempts.with(index, attemptStep(before, event)) };
}

function attemptStep(attempt: AttemptView, event: AttemptEvent): AttemptView {
  switch (event.type) {
    case "dropped": {
      const { what, promptTokens, contextTokens } = event;
      return { ...attempt, dropped: { what, promptTokens, contextTokens } };
    }
    case "text":
      return { ...attempt, text: attempt.text + event.piece, pieces: attempt.pieces + 1 };
    case "reply": {
      const { finish, promptTokens, outputTokens, ms } = event;
      const reply = { finish, promptTokens, outputTokens, ms };
      return { ...attempt, state: "answered", text: event.text, reply };
    }
    case "no-candidate":
      return { ...attempt, state: "no-candidate", noCandidate: event.why };
    case "candidate": {
      const { edit, text, mended, sameAs } = event;
      return { ...attempt, candidate: { edit, text, mended, sameAs } };
    }
    case "gate": {
      const chip: GateChip = { gate: event.started, status: "running", since: event.at };
      return { ...attempt, state: "judging", gates: withChip(attempt.gates, chip) };
    }
    case "verdict":
      return { ...attempt, state: "judging", gates: withChip(attempt.gates, event.verdict) };
    case "judged": {
      const chips = event.judgement.verdicts.reduce<readonly GateChip[]>(withChip, attempt.gates);
      const done = chips.filter((chip) => chip.status !== "running");
      return { ...attempt, state: "judged", gates: done, judgement: event.judgement };
    }
  }
}

function begun(event: Extract<RunEvent, { type: "attempt" }>): AttemptView {
  const { attempt, form, lineage, parent, prompt, temperature, seed } = event;
  return {
    attempt,
    form,
    lineage,
    parent,
    prompt,
    temperature,
    seed,
    since: event.at,
    state: "writing",
    text: "",
    pieces: 0,
    reply: undefined,
    dropped: undefined,
    noCandidate: undefined,
    candidate: undefined,
    gates: [],
    judgement: undefined,
  };
}

function withChip(chips: readonly GateChip[], chip: GateChip): readonly GateChip[] {
  const others = chips.filter((other) => other.gate !== chip.gate);
  return [...others, chip].sort((a, b) => gates.indexOf(a.gate) - gates.indexOf(b.gate));
}

/** The finding a face shows in one line: the first of the first gate that refused. */
export function firstFinding(attempt: AttemptView): Finding | undefined {
  return findingsOf(attempt.gates.filter((chip) => chip.status !== "running"))[0];
}

/** The first attempt that passes; where no test decides, the first that is suggested. */
export const firstGood = ({ attempts }: RunView): AttemptView | undefined =>
  attempts.find((a) => a.judgement?.grade === "passing") ??
  attempts.find((a) => a.judgement?.grade === "suggested");

/** How fast the model answers, its reading of prompts included; undefined before the first answer. */
export function tokensPerSecond(view: RunView): number | undefined {
  const answered = view.attempts.flatMap(({ since, reply }) =>
    reply === undefined ? [] : [{ since, reply }],
  );
  const ms = unionLength(answered.map(({ since, reply }) => [since, since + reply.ms]));
  const tokens = answered.reduce((sum, { reply }) => sum + reply.outputTokens, 0);
  return ms === 0 ? undefined : (1000 * tokens) / ms;
}

/** How the run ended, where it has. */
export const outcomeOf = (view: RunView): Outcome | undefined => view.finished?.outcome;
