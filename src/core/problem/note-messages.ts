import type { NoteCode, NoteData, NotesRefusal, Problem } from "./codes";
import { messages } from "./messages";
import { blockClause } from "./sandbox-block";
import { listed, plural } from "./text";

const saying = (problem: Problem): string =>
  (messages[problem.code] as (data: Problem["data"]) => string)(problem.data);

/** What each note is in a sentence or two; face-neutral like the messages of problems. */
export const noteMessages: { readonly [C in NoteCode]: (data: NoteData[C]) => string } = {
  "answers-unreadable": ({ answers }) => `Stubwright could make no test of ${listed(answers)}.`,
  "asking-for-tests": ({ attempt }) =>
    `Stubwright is asking the model for test cases for attempt ${attempt}.`,
  "flags-left-out": ({ flags }) =>
    `Stubwright judges without your ${flags.length === 1 ? "flag" : "flags"} ${listed(flags)}.`,
  "no-sandbox": () => "No sandbox is active: generated code can read your files and use the network.",
  "project-notes": ({ file }) => `Every prompt includes the text of ${file}.`,
  "project-notes-refused": ({ file, why }) => `Stubwright does not read ${file}: ${notesRefused[why]}.`,
  "stated-tests": ({ tests }) =>
    tests.map(({ name, of, cases }) => `${name} holds ${plural(cases, "case")} stated for ${of}.`).join(" "),
  "test-blocked": ({ test, by }) => `${capitalised(blockClause(test, by))}, so it decides nothing.`,
  "tests-allowed": ({ network, writes, reads = [], variables = [] }) =>
    `You allow tests, and the drafts that they run, to ${listed([
      ...(network ? ["use the network"] : []),
      ...(writes ? ["write to their package directory"] : []),
      ...(reads.length > 0 ? [`read ${listed(reads)}`] : []),
      ...(variables.length > 0 ? [`see ${listed(variables)}`] : []),
    ])}.`,
  "tie-broken": ({ winner, loser, call }) =>
    `Attempt ${winner} replaces attempt ${loser}: it passes ${call}, a case that the model proposed twice and attempt ${loser} fails.`,
  "without-gopls": ({ problem }) => `${saying(problem)} Judging candidates takes longer without it.`,
  "without-helper": ({ problem }) =>
    `${saying(problem)} The run goes on without typed fixes and without comparing candidates.`,
};

const notesRefused: Readonly<Record<NotesRefusal, string>> = {
  link: "it is a symbolic link, and what it leads to would go to the model",
  "no-file": "it is not a regular file",
  outside: "it lies outside the module",
  large: "it has more than 64 KiB",
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
