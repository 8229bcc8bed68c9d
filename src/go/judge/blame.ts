import type { OnGate } from "../../core/judge";
import type { Verdict } from "../../core/verdict";
import { diskIsFull } from "../process/limits";
import type { Subject } from "../snapshot/subject";
import { vanishedFile } from "../snapshot/vanished";

/** What changed around a candidate while it was judged is not its fault, and nothing in its favour either. */
export async function blamed(
  verdict: Verdict,
  snapshot: Subject,
  folder: string,
  onGate: OnGate,
): Promise<Verdict> {
  const { gate, ms, status } = verdict;
  const gone = await vanishedFile(snapshot);
  const full = gone === undefined && status === "failed" && (await diskIsFull(folder));
  if (gone === undefined && !full) return verdict;
  const reason =
    gone === undefined
      ? `the disk of ${folder} is full`
      : `${gone} was deleted while Stubwright judged with it`;
  const revised: Verdict = { gate, ms, status: "broken", reason };
  onGate({ finished: revised });
  return revised;
}
