import { modelCalls } from "../../core/attempts/attempt";
import type { ResumeOffset } from "../../core/events/resume";
import type { SearchOptions } from "../../core/search/options";
import { newRun, type RunState } from "../../core/search/state";
import type { GoSnapshot } from "../../go/snapshot/subject";
import type { Resume } from "./request";

/** Where a run takes up: at the end of an earlier one on the same files, or at nothing. */
export interface StartingPoint {
  readonly state: RunState;
  /** What it stands on: a later run goes on from it only where that is the same. */
  readonly files: string;
  /** Milliseconds, with those of the run that it goes on with. */
  readonly now: () => number;
  /** Set where the files have changed since: the search begins anew, and its attempts are numbered on. */
  readonly anew: ResumeOffset | undefined;
}

export function startingPoint(
  resume: Resume | undefined,
  snapshot: GoSnapshot,
  began: number,
): StartingPoint {
  const files = filesOf(snapshot);
  const earlier = resume?.resumeState?.files === files ? resume.resumeState : undefined;
  return {
    state: earlier === undefined ? newRun() : { ...earlier.state, ending: undefined, offered: undefined },
    files,
    now: () => performance.now() - began + (earlier?.ms ?? 0),
    anew: resume !== undefined && earlier === undefined ? resume.offset : undefined,
  };
}

/** A run that goes on has its budget again; one that begins anew there makes other drafts. */
export function optionsFrom({ state: { made }, anew }: StartingPoint, options: SearchOptions): SearchOptions {
  const { budget, confirmCalls, seed } = options;
  return {
    ...options,
    budget: budget + modelCalls(made).length,
    confirmCalls: confirmCalls + made.length,
    seed: seed + (anew?.attempts ?? 0),
  };
}

/** Everything a candidate is judged against, in a word: the same files, the same verdict. */
const filesOf = ({ file, package: { files, testFiles } }: GoSnapshot): string =>
  [file, ...files, ...testFiles].map((f) => `${f.path} ${f.hash}`).join("\n");
