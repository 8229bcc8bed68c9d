import { type AdviceCode, type AdviceData, advice } from "./advice";
import type { Note, Problem, ProblemCode, ProblemOf, WordedNote } from "./codes";
import { messages } from "./messages";
import { commands, type Next, options } from "./next";
import { noteMessages } from "./note-messages";

/** Where a person reads: the command line has flags, the editor settings and a command palette. */
export type Face = "terminal" | "editor";

/** What happened; the same in every face. */
export const messageOf = <C extends ProblemCode>(problem: ProblemOf<C>): string =>
  (messages[problem.code] as (data: unknown) => string)(problem.data);

/** What to do about it, as one sentence of alternatives; empty where this face has nothing to offer. */
export function adviceOf(next: readonly Next[] | undefined, face: Face): string {
  const clauses = [...new Set((next ?? []).flatMap((one) => clauseOf(one, face) ?? []))];
  const [first = "", ...others] = clauses;
  if (first === "") return "";
  const last = others.pop();
  const all = last === undefined ? first : `${[first, ...others].join(", ")}, or ${last}`;
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}

/** A text that is finished but for what to do, with that added. */
export const advised = (text: string, next: readonly Next[] | undefined, face: Face): string =>
  [text, adviceOf(next, face)].filter((part) => part !== "").join(" ");

/** A problem for people: what happened, then what to do. */
export const worded = (problem: Problem, face: Face): string =>
  advised(messageOf(problem), problem.next, face);

/** A note for people; one of an earlier version in the words that it was stored with. */
export const noteText = (note: Note | WordedNote, face: Face): string =>
  note.code === undefined
    ? note.message
    : advised((noteMessages[note.code] as (data: unknown) => string)(note.data), note.next, face);

function clauseOf(next: Next, face: Face): string | undefined {
  switch (next.kind) {
    case "do":
      return (advice[next.what.code] as (data: AdviceData[AdviceCode]) => string)(next.what.data);
    case "run": {
      const { to, cli, palette } = commands[next.command];
      return `run \`${face === "terminal" ? cli : palette}\` to ${to}`;
    }
    case "set": {
      const { to, flag, variable, setting, off, palette } = options[next.option];
      if (face === "terminal") return `${to} with ${flag ?? variable}`;
      if (setting !== undefined)
        return off ? `switch off the setting ${setting} to ${to}` : `${to} with the setting ${setting}`;
      if (palette !== undefined) return `${to} with \`${palette}\``;
      return variable && `${to} with ${variable}`;
    }
  }
}
