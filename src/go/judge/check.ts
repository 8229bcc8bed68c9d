import { dirname } from "node:path";
import type { TestPlace } from "../../core/faultloc/failing-test";
import type { OwnPolicy } from "../../core/gates/own-version";
import type { OnGate } from "../../core/judge";
import { ok, type Result } from "../../core/result";
import { indexFile } from "../../core/syntax/index-file";
import { tooLarge } from "../../core/syntax/size";
import type { Judgement } from "../../core/verdict";
import { openKept } from "../snapshot/kept-baseline";
import { once } from "../snapshot/once";
import { findSubject, type Meanwhile, measured } from "../snapshot/snapshot";
import type { GoDeps, GoSnapshot, SnapshotRequest } from "../snapshot/subject";
import { flagNotes } from "../toolchain/go-flags";
import { judgeText, tidied } from "./judge";
import { decidedBy } from "./repair-baseline";
import type { Tidied } from "./toolchain-gates";

export interface CheckRequest extends SnapshotRequest {
  /** The whole file as it is proposed. */
  readonly candidateText: string;
  /** A test that fails on the body that is there, and is to pass. */
  readonly failing?: TestPlace | undefined;
  /** Whether the version is a person's own; undefined where it was drafted. */
  readonly own?: OwnPolicy | undefined;
}

/**
 * Judges a new version of a file: no model, no gopls, nothing written. What the text alone decides is said before
 * anything runs. Rejects only when the signal is aborted.
 */
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
  let kept: Promise<void> | undefined;
  let early: Promise<Tidied> | undefined;
  const meanwhile: Meanwhile = (go, file) => {
    // Neither gofmt nor the parser reads what is refused for its size.
    if (tooLarge(file.text, request.candidateText) !== undefined) return;
    const original = request.own && file;
    early = tidied({ text: request.candidateText, original }, go, dirname(file.path), until);
    // Read while go lists the package.
    for (const text of [request.candidateText, file.text]) indexFile(deps.parser, text);
  };
  try {
    const subject = await findSubject({ ...request, settings }, deps, until, meanwhile);
    if (!subject.ok) return subject;
    const opened = once(() => openKept(subject.value, deps));
    const against = {
      snapshot: subject.value,
      deps,
      own: request.own,
      gopls: undefined,
      tidied: early,
      vetUnit: async () => (await opened())?.vetUnit(until),
      measured: async (stop: AbortSignal) => {
        const open = new AbortController();
        const end = () => open.abort();
        stop.addEventListener("abort", end, { once: true });
        const signals = AbortSignal.any([until, open.signal]);
        const snapshot = await measured(subject.value, deps, signals, opened());
        if (snapshot.ok) kept = snapshot.value.kept;
        const all = await decided(snapshot, request.failing, deps, signals);
        // Once it is measured, writing it down goes on behind the verdict.
        stop.removeEventListener("abort", end);
        return all;
      },
    };
    const judged = await judgeText(request.candidateText, against, onGate, until);
    return judged.ok ? ok({ ...judged.value, notes: flagNotes(subject.value.build.go.flags) }) : judged;
  } finally {
    await kept;
    ended.abort();
  }
}

/** Of a test that fails now, too: that it decides. */
async function decided(
  snapshot: Result<GoSnapshot>,
  failing: TestPlace | undefined,
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<GoSnapshot>> {
  return !snapshot.ok || failing === undefined ? snapshot : decidedBy(snapshot.value, failing, deps, signal);
}
