import { attemptLook, isDone, outcomeLooks } from "../../src/core/events/look";
import type { RunView } from "../../src/core/events/view";
import { firstFinding } from "../../src/core/events/view";
import { advised } from "../../src/core/problem/problem-text";

/**
 * What a screen reader is told when the view went from one to the other: attempts that ended, a question, the outcome.
 * Not the stream, not the gates: they would drown everything else.
 */
export function announcement(from: RunView, to: RunView): string | undefined {
  if (to.finished !== undefined && from.finished === undefined)
    return `${outcomeLooks[to.finished.outcome].label}. ${advised(to.finished.reason, to.finished.next, "editor")}`;
  if (to.question !== undefined && to.question !== from.question)
    return `Your tests do not decide ${to.question.call}. Choose an answer.`;
  const ended = to.attempts.filter((attempt, index) => {
    const was = from.attempts[index];
    return was !== attempt && isDone(attempt) && (was === undefined || !isDone(was));
  });
  const last = ended.at(-1);
  if (last !== undefined) {
    const finding = firstFinding(last);
    const why = finding === undefined ? "" : ` by gate ${finding.gate}: ${finding.message.split("\n")[0]}`;
    return `Attempt ${last.attempt}: ${attemptLook(last).label}${why}.`;
  }
  return to.attempts.length > from.attempts.length
    ? `The model is writing attempt ${to.attempts.length}.`
    : undefined;
}
