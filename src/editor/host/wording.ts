import type { Note, Problem, WordedNote } from "../../core/problem/codes";
import type { Next } from "../../core/problem/next";
import type * as ProblemText from "../../core/problem/problem-text";

/** A bundle of its own, loaded when something is first worded: the extension begins without a sentence of it. */
const texts = (): typeof ProblemText => require("../../core/problem/problem-text") as typeof ProblemText;

/** A problem as the editor words it: what happened, then what to do. */
export const problemMessage = (problem: Problem): string => texts().worded(problem, "editor");

/** What happened, without what to do about it. */
export const withoutAdvice = (problem: Problem): string => texts().messageOf(problem);

export const noteMessage = (note: Note | WordedNote): string => texts().noteText(note, "editor");

/** A text that is finished but for what to do, with that added. */
export const withAdvice = (text: string, next: readonly Next[] | undefined): string =>
  next === undefined || next.length === 0 ? text : texts().advised(text, next, "editor");
