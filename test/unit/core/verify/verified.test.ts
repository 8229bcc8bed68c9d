import assert from "node:assert/strict";
import type { Attempt, Call, Fate, JudgedAttempt } from "../../../../src/core/attempts/attempt";
import { type CandidateGroups, noGroups } from "../../../../src/core/attempts/groups";
import type { Candidate } from "../../../../src/core/candidate";
import type { Snapshot } from "../../../../src/core/snapshot";
import { verification } from "../../../../src/core/verify/verified";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const plain = "package p\n\n// F doubles.\nfunc F(n int) int {\n\treturn 2 * n\n}\n";
const withGoroutine = plain.replace("return 2 * n", "go log(n)\n\treturn 2 * n");
const edgeCase = plain.replace("F doubles.", "F doubles. It is 7 if n is negative.");

const candidate = (text: string): Candidate => ({ edit: { files: [] }, text, adjustments: [] });
const judged = (number: number, call: Call, text: string): JudgedAttempt => ({
  number,
  lineage: number,
  call,
  fate: {
    kind: "judged",
    candidate: candidate(text),
    fingerprint: String(number),
    judgement: {
      grade: "passing",
      verdicts: [],
      tests: { passed: 1, total: 1 },
      uncovered: [],
      protection: "bubblewrap",
      reason: "",
    },
  },
});

const unproven = (attempt: JudgedAttempt): JudgedAttempt => {
  const judgement = { ...attempt.fate.judgement, unproven: "its tests stay green whatever F returns" };
  return { ...attempt, fate: { ...attempt.fate, judgement } };
};

const draftCall: Call = { kind: "draft", form: "plain", temperature: 0, seed: 1, firstLine: undefined };
const draft = (number: number, text = plain) => judged(number, draftCall, text);
const mutant = (number: number, text = plain) =>
  judged(
    number,
    { kind: "seeded", form: "change", candidate: candidate(text), temperature: 0, seed: 1 },
    text,
  );
const finding = {
  gate: "tests",
  class: "assertion",
  file: "/m/f.go",
  line: 4,
  column: 1,
  message: "got 1",
} as const;
const repair = (number: number, toldLine: boolean) =>
  judged(number, { kind: "repair", of: 1, finding, temperature: 0, seed: 1, toldLine }, plain);
const other = (number: number, fate: Fate): Attempt => ({ ...draft(number), fate });
/** The same code as an earlier attempt's. */
const again = (number: number, duplicateOf: number) =>
  other(number, { kind: "duplicate", candidate: candidate(plain), duplicateOf });
const noCode = (number: number) => other(number, { kind: "none", why: { reason: "no-code", message: "" } });

interface Case {
  readonly name: string;
  /** The first one is the candidate that is proposed. */
  readonly attempts: readonly [JudgedAttempt, ...Attempt[]];
  readonly groups: Partial<CandidateGroups>;
  /** By attempt. */
  readonly objection?: readonly [number, string];
  /** The target's file before the run, whose comment speaks of edge cases. */
  readonly source?: string;
  readonly verified: boolean;
  readonly reason: string;
}

/** What a run compares where two candidates agree on everything and the tests kill most of the mutants. */
const agree = { byBehaviour: [[1, 2]], inputs: 300, mutants: { killed: 9, total: 10 } } as const;
const impossible = { byBehaviour: [[1], [2]], impossible: "F takes a connection" } as const;
const agreed = "2 independent candidates agree on 300 generated inputs";
const withMutant = "a mutant of the body and an independent draft agree on 300 generated inputs";
const question = {
  call: "F(7)",
  answers: [
    { attempts: [1], value: "14" },
    { attempts: [2], value: "15" },
  ],
};
const two = [draft(1), draft(2)] as const;
const refused = [3, 4, 5].map((n) => draft(n));

/** In the order of the rules of verified.ts: each rule in turn decides, from both sides of its threshold. */
const cases: readonly Case[] = [
  // An objection.
  {
    name: "an objection to the candidate itself, whatever agrees with it",
    attempts: two,
    groups: agree,
    objection: [1, "it hard-codes values"],
    verified: false,
    reason: "it hard-codes values.",
  },
  {
    name: "an objection to another candidate than the one proposed",
    attempts: two,
    groups: agree,
    objection: [2, "it hard-codes values"],
    verified: true,
    reason: `${agreed}.`,
  },
  {
    name: "an objection to a mutant of the body that a draft agrees with",
    attempts: [mutant(1), draft(2)],
    groups: agree,
    objection: [1, "it counts bytes"],
    verified: false,
    reason: "it counts bytes.",
  },
  // What its tests could not be shown to notice.
  {
    name: "tests that stay green whatever the candidate returns",
    attempts: [unproven(draft(1)), draft(2)],
    groups: agree,
    verified: false,
    reason: "nothing shows that its tests notice when it does something else.",
  },
  {
    name: "the same of another candidate than the one proposed",
    attempts: [draft(1), unproven(draft(2))],
    groups: agree,
    verified: true,
    reason: `${agreed}.`,
  },
  // Concurrency.
  {
    name: "code that is concurrent",
    attempts: [draft(1, withGoroutine), draft(2)],
    groups: agree,
    verified: false,
    reason: `${agreed}, but F is concurrent, which comparing results cannot verify.`,
  },
  {
    name: "a concurrent mutant of the body that a draft agrees with",
    attempts: [mutant(1, withGoroutine), draft(2)],
    groups: agree,
    verified: false,
    reason: `${withMutant}, but F is concurrent, which comparing results cannot verify.`,
  },
  // An edge case that no test tries.
  {
    name: "an edge case of the comment that no test covers",
    attempts: two,
    groups: agree,
    source: edgeCase,
    verified: false,
    reason: `${agreed}, but no test covers a negative number, which the comment mentions.`,
  },
  {
    name: "an edge case that no test covers, where candidates cannot be compared",
    attempts: two,
    groups: { ...impossible, mutants: { killed: 9, total: 10 } },
    source: edgeCase,
    verified: false,
    reason:
      "its tests kill 9 of 10 mutants (F takes a connection), but no test covers a negative number, which the comment mentions.",
  },
  {
    name: "the edge cases of a body that was there are its author's: a mutant and one draft",
    attempts: [mutant(1), draft(2)],
    groups: agree,
    source: edgeCase,
    verified: true,
    reason: `${withMutant}.`,
  },
  // Support.
  {
    name: "two drafts agree, and the tests kill seven of ten mutants",
    attempts: two,
    groups: { ...agree, mutants: { killed: 7, total: 10 } },
    verified: true,
    reason: `${agreed}.`,
  },
  {
    name: "a draft and a repair that was not told the line",
    attempts: [draft(1), repair(2, false)],
    groups: agree,
    verified: true,
    reason: `${agreed}.`,
  },
  {
    name: "two of five drafts behave alike",
    attempts: [...two, ...refused],
    groups: agree,
    verified: true,
    reason: `${agreed}.`,
  },
  {
    name: "drafting the same code again is support, and an answer without code is no draft",
    attempts: [...two, ...refused, draft(6), again(7, 2), noCode(8), noCode(9)],
    groups: agree,
    verified: true,
    reason: `${agreed}.`,
  },
  {
    name: "all candidates panic on a tenth of the inputs",
    attempts: two,
    groups: { ...agree, inputs: 270, panicked: 30 },
    verified: true,
    reason: "2 independent candidates agree on 270 generated inputs.",
  },
  {
    name: "others differ only by misbehaving",
    attempts: [...two, draft(3)],
    groups: { ...agree, byBehaviour: [[1, 2], [3]], misbehaving: [3], differOnlyByMisbehaviour: true },
    verified: true,
    reason: `${agreed} (those that differ panic, hang or change their arguments).`,
  },
  {
    name: "a mutant and one draft: neither mutants nor the share of drafts nor panics matter",
    attempts: [mutant(1), draft(2), ...refused, draft(6)],
    groups: { ...agree, mutants: { killed: 0, total: 10 }, panicked: 300 },
    verified: true,
    reason: `${withMutant}.`,
  },
  {
    name: "no comparison is possible, and the tests kill four of five mutants",
    attempts: two,
    groups: { ...impossible, mutants: { killed: 4, total: 5 } },
    verified: true,
    reason: "its tests kill 4 of 5 mutants (F takes a connection).",
  },
  // A question.
  {
    name: "passing candidates differ",
    attempts: two,
    groups: { ...agree, byBehaviour: [[1], [2]], question },
    verified: false,
    reason: "your tests do not decide F(7): 14 or 15?",
  },
  {
    name: "a third candidate differs from two that agree, although it misbehaves as well",
    attempts: [...two, draft(3)],
    groups: { ...agree, byBehaviour: [[1, 2], [3]], misbehaving: [3], question },
    verified: false,
    reason: "your tests do not decide F(7): 14 or 15?",
  },
  // Panics.
  {
    name: "all candidates panic on more than a tenth of the inputs",
    attempts: two,
    groups: { ...agree, inputs: 269, panicked: 31 },
    verified: false,
    reason: "2 independent candidates agree on 269 generated inputs, but they all panic on 31 others.",
  },
  // Rare behaviour.
  {
    name: "only two of six drafts behave alike",
    attempts: [...two, ...refused, draft(6)],
    groups: agree,
    verified: false,
    reason: `${agreed}, but only 2 of 6 drafts behave the same way, so the model may be guessing.`,
  },
  {
    name: "only one of three drafts behaves so, where candidates cannot be compared",
    attempts: [...two, draft(3)],
    groups: { ...impossible, mutants: { killed: 10, total: 10 } },
    verified: false,
    reason: "F takes a connection, but only 1 of 3 drafts behave the same way, so the model may be guessing.",
  },
  // Too few mutants killed beside an agreement.
  {
    name: "two drafts agree, and the tests kill six of ten mutants",
    attempts: two,
    groups: { ...agree, mutants: { killed: 6, total: 10 } },
    verified: false,
    reason: `${agreed}, but your tests kill only 6 of 10 mutants. More test cases would help.`,
  },
  // No second candidate.
  {
    name: "nothing else passes",
    attempts: [draft(1)],
    groups: { byBehaviour: [[1]] },
    verified: false,
    reason: "there is no second candidate to compare it with.",
  },
  {
    name: "the same code again is no second candidate",
    attempts: [draft(1), again(2, 1)],
    groups: { ...agree, byBehaviour: [[1]] },
    verified: false,
    reason: "there is no second candidate to compare it with.",
  },
  {
    name: "two agree on no input at all",
    attempts: two,
    groups: { ...agree, inputs: 0, panicked: 300 },
    verified: false,
    reason: "no candidate returns on any generated input.",
  },
  {
    name: "two mutants of the body are one opinion",
    attempts: [mutant(1), mutant(2)],
    groups: agree,
    verified: false,
    reason: "no independent candidate agrees with it.",
  },
  {
    name: "a repair that was told the line is of the mutants' opinion",
    attempts: [mutant(1), repair(2, true)],
    groups: agree,
    verified: false,
    reason: "no independent candidate agrees with it.",
  },
  // Nothing can be compared, and mutants decide nothing.
  {
    name: "no comparison is possible, and mutants were not tried",
    attempts: two,
    groups: impossible,
    verified: false,
    reason: "F takes a connection.",
  },
  {
    name: "no comparison is possible, and no mutant compiles",
    attempts: two,
    groups: { ...impossible, mutants: { killed: 0, total: 0 } },
    verified: false,
    reason: "F takes a connection.",
  },
  // Nothing can be compared, and too few mutants are killed.
  {
    name: "no comparison is possible, and the tests kill seven of ten mutants",
    attempts: two,
    groups: { ...impossible, mutants: { killed: 7, total: 10 } },
    verified: false,
    reason: "F takes a connection, and its tests kill only 7 of 10 mutants.",
  },
  {
    name: "no comparison is possible, and there are only four mutants to kill",
    attempts: two,
    groups: { ...impossible, mutants: { killed: 3, total: 4 } },
    verified: false,
    reason: "F takes a connection, and 4 mutants are too few to judge its tests by.",
  },
];

describe("whether a candidate that passes its tests is verified", () => {
  for (const { name, attempts, groups, objection, source = plain, verified, reason } of cases)
    it(`${name}: ${verified ? "verified" : "not verified"}`, async () => {
      const file = { path: "/m/f.go", text: source, hash: "1" };
      const snapshot: Snapshot = {
        target: { file: file.path, names: ["F"] },
        file,
        package: { name: "p", importPath: "m", dir: "/m", files: [file], testFiles: [], imports: [] },
        module: { path: "m", dir: "/m", goVersion: "1.21", workspace: ["m"], requires: [] },
        baseline: { targetTests: [], greenTests: [], redTests: [], blindTests: [], untestable: undefined },
      };
      const objections = new Map(objection === undefined ? [] : [objection]);
      assert.deepEqual(
        verification(
          { parser: await loadGoParser(), snapshot },
          { groups: { ...noGroups, ...groups }, attempts, objections },
          attempts[0],
        ),
        { verified, reason },
      );
    });
});
