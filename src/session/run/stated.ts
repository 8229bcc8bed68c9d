import type { Edit } from "../../core/edit/edit";
import { unifiedDiff } from "../../core/edit/unified-diff";
import type { RunEvent } from "../../core/events/events";
import { ok, type Result } from "../../core/result";
import { type StatedTests, statedTests } from "../../core/testgen/stated-tests";
import { createSnapshot } from "../../go/snapshot/snapshot";
import type { GoDeps, GoSnapshot, SnapshotRequest } from "../../go/snapshot/subject";

/** A snapshot that judges by what the person has stated, too. */
export interface StatedSnapshot {
  readonly snapshot: GoSnapshot;
  /** Undefined where nothing was stated beyond the tests. */
  readonly stated: StatedTests | undefined;
}

/** Examples that do not compile are left out one by one; more than that many say that we misread the comment. */
const mostMisread = 3;

/**
 * The snapshot of a run: where a target has no tests, the examples of its comment are tests as they stand, and so are
 * the person's answers. They lie over the package and are offered with the candidate.
 */
export async function snapshotWithStated(
  request: SnapshotRequest,
  answers: readonly string[],
  deps: GoDeps,
  signal: AbortSignal,
): Promise<Result<StatedSnapshot>> {
  const wrong = new Set<string>();
  const hopeless = { now: false };
  for (let round = 0; ; round++) {
    const made: { stated: StatedTests | undefined } = { stated: undefined };
    const giveUp = round > mostMisread || hopeless.now;
    const moreTests: SnapshotRequest["moreTests"] = async (known) => {
      made.stated = await statedTests(deps.parser, { ...known, answers }, wrong);
      return made.stated?.texts ?? new Map();
    };
    const snapshot = await createSnapshot(giveUp ? request : { ...request, moreTests }, deps, signal);
    if (!snapshot.ok) return snapshot;
    const { stated } = made;
    const untestable = snapshot.value.baseline.untestable;
    if (giveUp || stated === undefined || untestable === undefined)
      return ok({ snapshot: snapshot.value, stated });
    const blamed = caseAt(stated, untestable);
    if (blamed === "none of ours") return ok({ snapshot: snapshot.value, stated });
    if (blamed === undefined) hopeless.now = true;
    else wrong.add(blamed.key);
  }
}

/** The case at the line where the compiler stopped; undefined where no single one can be blamed. */
function caseAt(
  stated: StatedTests,
  untestable: string,
): { readonly key: string } | "none of ours" | undefined {
  for (const [path, text] of stated.texts) {
    const at = untestable.indexOf(path);
    if (at < 0) continue;
    const line = /^:(\d+)/.exec(untestable.slice(at + path.length))?.[1];
    const key = stated.caseAt(text.split("\n")[Number(line) - 1] ?? "");
    return key === undefined ? undefined : { key };
  }
  return "none of ours";
}

/** The end of a run with the stated tests in its edit and its diff: one review for all. */
export function withStated(event: RunEvent, stated: StatedTests, root: string): RunEvent {
  if (event.type !== "finished" || event.edit === undefined) return event;
  const tests: Edit = { files: stated.edit };
  const names = stated.tests.map((t) => t.name).join(" and ");
  return {
    ...event,
    edit: { files: [...event.edit.files, ...stated.edit] },
    diff: event.diff + unifiedDiff(tests, stated.before, root),
    reason: `${event.reason} The proposal includes ${names}, made from the examples in the comment and from your answers.`,
  };
}
