import type { TestPlace } from "../../core/faultloc/failing-test";
import type { OwnPolicy } from "../../core/gates/own-version";
import type { OnGate } from "../../core/judge";
import { ok, type Result } from "../../core/result";
import type { Judgement } from "../../core/verdict";
import { createSnapshot, type GoDeps, type SnapshotRequest } from "../snapshot/snapshot";
import { flagNotes } from "../toolchain/go-flags";
import { createJudge } from "./judge";
import { decidedBy } from "./repair-baseline";

export interface CheckRequest extends SnapshotRequest {
  /** The whole file as it is proposed. */
  readonly candidateText: string;
  /** A test that fails on the body that is there, and is to pass. */
  readonly failing?: TestPlace | undefined;
  /** Whether the version is a person's own; undefined where it was drafted. */
  readonly own?: OwnPolicy | undefined;
}

/** Judges a new version of a file: no model, no gopls, nothing written. Rejects only when the signal is aborted. */
export async function checkCandidate(
  request: CheckRequest,
  deps: GoDeps,
  onGate: OnGate,
  signal: AbortSignal,
): Promise<Result<Judgement>> {
  const allowGenerated = request.own?.strict === false;
  const settings = { allowNonStub: true, allowGenerated, ...request.settings };
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  try {
    const { failing } = request;
    const made = await createSnapshot({ ...request, settings }, deps, until);
    if (!made.ok) return made;
    const snapshot = failing === undefined ? made : await decidedBy(made.value, failing, deps, until);
    if (!snapshot.ok) return snapshot;
    const candidate = { edit: { files: [] }, text: request.candidateText, adjustments: [] };
    const judge = createJudge(snapshot.value, deps, { own: request.own });
    const judgement = await judge.judge(candidate, onGate, until);
    return ok({ ...judgement, notes: flagNotes(snapshot.value.build.go.flags) });
  } finally {
    ended.abort();
  }
}
