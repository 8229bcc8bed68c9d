import type { OpenQuestion } from "../../core/testgen/questions";
import type { TriedCase } from "../../core/testgen/select-cases";
import type { TestQuestion } from "../../core/testgen/test-events";
import type { CaseContext } from "./gather-cases";

/** Puts a question to the person: who is right? Undefined leaves it open. */
export type AskPerson = (question: TestQuestion) => Promise<"code" | "stated" | undefined>;

export interface AnsweredQuestions {
  /** The code is right. */
  readonly confirmed: readonly TriedCase[];
  /** The code is wrong: red until it is fixed. */
  readonly red: readonly TriedCase[];
  readonly left: readonly TestQuestion[];
}

/** Asks one question after the other; what the person stated themselves is their word already. */
export async function askPerson(
  { emit, signal }: CaseContext,
  ask: AskPerson | undefined,
  open: readonly OpenQuestion[],
): Promise<AnsweredQuestions> {
  const confirmed: TriedCase[] = [];
  const red: TriedCase[] = [];
  const left: TestQuestion[] = [];
  for (const { shown: question, stated, asItIs } of open) {
    const word = stated.case.origin === "person" ? "stated" : await ask?.(question);
    signal.throwIfAborted();
    if (word === "stated") red.push({ ...stated, case: { ...stated.case, origin: "person" } });
    else if (word === "code" && asItIs !== undefined) confirmed.push(asItIs);
    else {
      left.push(question);
      emit({ type: "question", question });
    }
  }
  return { confirmed, red, left };
}
