import { ok, type Result } from "../../core/result";
import { decidedBy } from "../../go/judge/repair-baseline";
import type { RunRequest, Session } from "./request";
import { type StatedSnapshot, snapshotWithStated } from "./stated";

/** Of a body that is to be fixed also how its tests stand now. */
export async function runSnapshot(
  { file, names, settings, fixTarget, outside, answers = [], buffers = new Map() }: RunRequest,
  { go }: Session,
  signal: AbortSignal,
): Promise<Result<StatedSnapshot>> {
  const allowed = fixTarget === undefined ? settings : { ...settings, allowNonStub: true };
  const made = await snapshotWithStated({ file, names, settings: allowed, buffers }, answers, go, signal);
  const test = fixTarget?.test ?? outside;
  if (!made.ok || test === undefined) return made;
  const snapshot = await decidedBy(made.value.snapshot, test, go, signal);
  return snapshot.ok ? ok({ ...made.value, snapshot: snapshot.value }) : snapshot;
}
