import type { Attempt, Call, ModelCall } from "../attempts/attempt";
import { type CandidateGroups, noGroups } from "../attempts/groups";
import type { Draft } from "../attempts/plan";
import type { Candidate } from "../candidate";
import { unionLength } from "../events/busy-time";
import type { Offer, OfferedTests } from "../events/offered-tests";
import type { Judge } from "../judge";
import type { ChatModel } from "../model";
import type { Arbiter, Confirmer, Fixers } from "../ports";
import type { Next } from "../problem/next";
import type { GoParser } from "../syntax/tree";
import type { Drafter } from "./drafter-port";
import type { SearchOptions } from "./options";

export interface SearchDeps {
  readonly judge: Judge;
  readonly model: ChatModel;
  readonly drafter: Drafter;
  readonly parser: GoParser;
  readonly fixers: Fixers | undefined;
  readonly confirmer: Confirmer | undefined;
  /** Has a say where no test decides. */
  readonly arbiter?: Arbiter | undefined;
  /** Where the person has no tests of their own. */
  readonly offer?: Offer | undefined;
  readonly options: SearchOptions;
  /** Every draft that may be asked for, in order; the search takes from the front, and repairs go between. */
  readonly plan: readonly Draft[];
  /** Milliseconds since the run began. */
  readonly now: () => number;
  /** Of a run that fixes a body: what is tried before the model is asked, and what it is asked first. */
  readonly seeds?: SeedAttempts | undefined;
  /** Paths of the diff are relative to this folder. */
  readonly root: string;
}

/** How a run begins that fixes a body. */
export interface SeedAttempts {
  /** The present body first, then small changes of it that make the test pass. */
  readonly seeded: readonly { readonly form: "present" | "change"; readonly candidate: Candidate }[];
  /** Repairs of the present body to ask for, by what became of it. */
  readonly repairs: (attempts: readonly Attempt[]) => readonly ModelCall[];
}

/** What the loop keeps while it runs. */
export interface RunState {
  readonly made: Call[];
  /** In order; an attempt is here once its verdict is in. */
  readonly attempts: Attempt[];
  /** Every candidate as drafted, those that write only some names of the target too. */
  readonly pool: Candidate[];
  groups: CandidateGroups;
  /** Passing attempts that verify nothing, and why: they hold constants of the tests, or are not always alike. */
  readonly objections: Map<number, string>;
  /** The groups once attempt n was judged, at n: the next call is chosen from them, whatever was judged since. */
  readonly groupsAfter: CandidateGroups[];
  /** Set once the run has nothing more to find. */
  ending: Ending | undefined;
  /** Calls that stated cases where no test decides. */
  stated: number;
  /** Tests to go with what is proposed, for whoever wants them. */
  offered: OfferedTests | undefined;
  readonly spent: { promptTokens: number; outputTokens: number };
  readonly busyTime: { readonly model: [number, number][]; readonly toolchain: [number, number][] };
}

/** Why a run ended before its budget was spent. */
export type Ending =
  | { readonly kind: "found" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "broken"; readonly reason: string; readonly next: readonly Next[] | undefined };

/** Something else than having found what there is to find has ended it: nothing more is asked of a model. */
export const isCutShort = ({ ending }: RunState): boolean => ending !== undefined && ending.kind !== "found";

export const newRun = (): RunState => ({
  made: [],
  attempts: [],
  pool: [],
  groups: noGroups,
  groupsAfter: [],
  objections: new Map(),
  ending: undefined,
  stated: 0,
  offered: undefined,
  spent: { promptTokens: 0, outputTokens: 0 },
  busyTime: { model: [], toolchain: [] },
});

/** Milliseconds in which the model, or the toolchain, was at work. */
export const busyMs = (state: RunState): { readonly model: number; readonly toolchain: number } => ({
  model: Math.round(unionLength(state.busyTime.model)),
  toolchain: Math.round(unionLength(state.busyTime.toolchain)),
});

/** What comes of work whose signal, once aborted, is no error but the end: undefined then. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
