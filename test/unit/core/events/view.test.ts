import assert from "node:assert/strict";
import type { RunEvent } from "../../../../src/core/events/events";
import {
  type AttemptView,
  emptyView,
  firstFinding,
  fold,
  outcomeOf,
  type RunView,
  tokensPerSecond,
} from "../../../../src/core/events/view";
import { note } from "../../../../src/core/problem/codes";
import type { Finding, Judgement, Verdict } from "../../../../src/core/verdict";

const target = { file: "/m/x.go", names: ["F"] };
const baseline = { targetTests: [], greenTests: [], redTests: [], blindTests: [], untestable: undefined };
const edit = { files: [] };
const finding: Finding = {
  gate: "build",
  class: "type",
  file: "/m/x.go",
  line: 3,
  column: 9,
  message: "cannot use s as int",
};
const passed = (gate: "shape" | "build"): Verdict => ({ gate, status: "passed", ms: 4 });
const failed: Verdict = { gate: "build", status: "failed", ms: 120, findings: [finding] };
const judgement = (verdicts: readonly Verdict[]): Judgement => ({
  grade: "rejected",
  verdicts,
  tests: { passed: 0, total: 1 },
  uncovered: [],
  protection: "bubblewrap",
  reason: "does not compile",
});

const started: RunEvent = {
  at: 0,
  type: "started",
  run: "r1",
  target,
  model: undefined,
  budget: 16,
  seed: 1,
  hint: "use a map",
  protection: "bubblewrap",
};
const attempt = (n: number, parent?: number): RunEvent => ({
  at: 10 * n,
  type: "attempt",
  attempt: n,
  form: parent === undefined ? "chat" : "repair",
  lineage: 1,
  parent,
  prompt: { kind: "complete", text: "func F" },
  temperature: 0,
  seed: 1,
});
const text = (n: number, piece: string): RunEvent => ({ at: 11 * n, type: "text", attempt: n, piece });
const reply = (n: number): RunEvent => ({
  at: 12 * n,
  type: "reply",
  attempt: n,
  text: "return 1",
  finish: "stop",
  promptTokens: 50,
  outputTokens: 7,
  ms: 300,
});
const finished: RunEvent = {
  at: 99,
  type: "finished",
  outcome: "exhausted",
  diff: "",
  edit: undefined,
  attempt: undefined,
  calls: 2,
  promptTokens: 120,
  outputTokens: 20,
  reason: "no candidate compiled",
  ms: { total: 99, model: 60, toolchain: 30 },
};

const viewOf = (events: readonly RunEvent[]): RunView => events.reduce(fold, emptyView);

describe("the view of a run", () => {
  const header = {
    run: "r1",
    target,
    model: undefined,
    budget: 16,
    seed: 1,
    hint: "use a map",
    protection: "bubblewrap" as const,
  };
  const { type: _, ...end } = finished as Extract<RunEvent, { type: "finished" }>;
  const cases: [string, readonly RunEvent[], Partial<RunView>][] = [
    ["nothing yet", [], { header: undefined, at: 0, attempts: [], finished: undefined }],
    ["the header", [started], { header }],
    [
      "notes in order, one that an earlier version stored among them",
      [
        { at: 1, type: "note", level: "info", message: "gopls is starting" },
        { at: 2, type: "note", level: "warning", ...note("no-sandbox", {}) },
      ],
      {
        at: 2,
        notes: [
          { at: 1, level: "info", message: "gopls is starting" },
          { at: 2, level: "warning", code: "no-sandbox", data: {}, next: [] },
        ],
      },
    ],
    ["the baseline", [{ at: 5, type: "baseline", baseline, ms: 4 }], { baseline: { baseline, ms: 4 } }],
    [
      "a question",
      [{ at: 5, type: "question", call: "F(1)", answers: [{ attempts: [1], value: "2" }] }],
      { question: { call: "F(1)", answers: [{ attempts: [1], value: "2" }] } },
    ],
    [
      "a question of a run that is verified in the end",
      [
        { at: 5, type: "question", call: "F(1)", answers: [{ attempts: [1], value: "2" }] },
        { ...(finished as Extract<RunEvent, { type: "finished" }>), outcome: "verified" },
      ],
      { question: undefined },
    ],
    [
      "tokens of the replies",
      [attempt(1), reply(1), attempt(2), reply(2)],
      { tokens: { prompt: 100, output: 14 } },
    ],
    [
      "tokens of the whole run at its end",
      [attempt(1), reply(1), finished],
      { tokens: { prompt: 120, output: 20 }, finished: end },
    ],
  ];
  for (const [name, events, want] of cases) {
    it(name, () => {
      const view = viewOf(events);
      const shown = Object.fromEntries(Object.keys(want).map((key) => [key, view[key as keyof RunView]]));
      assert.deepEqual(shown, want);
    });
  }

  it("changes no view that was handed out", () => {
    const before = viewOf([started, attempt(1)]);
    const copy = structuredClone(before);
    fold(before, text(1, "return"));
    assert.deepEqual(before, copy);
  });

  it("knows the outcome once there is one", () => {
    assert.equal(outcomeOf(viewOf([started])), undefined);
    assert.equal(outcomeOf(viewOf([started, finished])), "exhausted");
  });

  it("refuses an event of an attempt that never began", () => {
    assert.throws(() => viewOf([started, text(1, "x")]), /text of attempt 1, which never began/);
  });
});

describe("an attempt in the view", () => {
  const gate = (started: "shape" | "build", at: number): RunEvent => ({
    at,
    type: "gate",
    attempt: 1,
    started,
  });
  const verdict = (v: Verdict): RunEvent => ({ at: 40, type: "verdict", attempt: 1, verdict: v });
  const cases: [string, readonly RunEvent[], Partial<AttemptView>][] = [
    [
      "begins",
      [],
      { attempt: 1, form: "chat", parent: undefined, state: "writing", since: 10, text: "", gates: [] },
    ],
    ["streams", [text(1, "ret"), text(1, "urn")], { text: "return", pieces: 2, state: "writing" }],
    [
      "is answered: the reply replaces what streamed",
      [text(1, "ret"), reply(1)],
      {
        text: "return 1",
        state: "answered",
        reply: { finish: "stop", promptTokens: 50, outputTokens: 7, ms: 300 },
      },
    ],
    [
      "did not fit whole",
      [{ at: 11, type: "dropped", attempt: 1, what: ["tests"], promptTokens: 900, contextTokens: 1024 }],
      { dropped: { what: ["tests"], promptTokens: 900, contextTokens: 1024 } },
    ],
    [
      "holds no candidate",
      [
        reply(1),
        { at: 20, type: "no-candidate", attempt: 1, why: { reason: "no-code", message: "only prose" } },
      ],
      { state: "no-candidate", noCandidate: { reason: "no-code", message: "only prose" } },
    ],
    [
      "is a candidate",
      [
        {
          at: 20,
          type: "candidate",
          attempt: 1,
          edit,
          text: "package x",
          mended: ["gofmt"],
          sameAs: undefined,
        },
      ],
      { candidate: { edit, text: "package x", mended: ["gofmt"], sameAs: undefined } },
    ],
    [
      "is at a gate",
      [gate("shape", 30)],
      { state: "judging", gates: [{ gate: "shape", status: "running", since: 30 }] },
    ],
    [
      "shows gates in their order, each once",
      [gate("build", 30), gate("shape", 31), verdict(passed("shape")), verdict(failed)],
      { state: "judging", gates: [passed("shape"), failed] },
    ],
    [
      "is judged: the judgement's verdicts stand, what still ran is dropped",
      [
        gate("shape", 30),
        gate("tests" as "shape", 31),
        { at: 50, type: "judged", attempt: 1, judgement: judgement([passed("shape"), failed]) },
      ],
      { state: "judged", gates: [passed("shape"), failed], judgement: judgement([passed("shape"), failed]) },
    ],
  ];
  for (const [name, events, want] of cases) {
    it(name, () => {
      const [shown] = viewOf([started, attempt(1), ...events]).attempts;
      assert.ok(shown);
      const some = Object.fromEntries(Object.keys(want).map((key) => [key, shown[key as keyof AttemptView]]));
      assert.deepEqual(some, want);
    });
  }

  it("leaves the others alone", () => {
    const { attempts } = viewOf([attempt(1), attempt(2, 1), text(2, "x")]);
    assert.deepEqual(
      attempts.map((a) => [a.attempt, a.form, a.parent, a.text]),
      [
        [1, "chat", undefined, ""],
        [2, "repair", 1, "x"],
      ],
    );
  });

  it("tells its first finding", () => {
    const [fresh] = viewOf([attempt(1), gate("shape", 30)]).attempts;
    const [judged] = viewOf([attempt(1), verdict(passed("shape")), verdict(failed)]).attempts;
    assert.ok(fresh && judged);
    assert.equal(firstFinding(fresh), undefined);
    assert.equal(firstFinding(judged), finding);
  });
});

describe("how fast the model answers", () => {
  const cases: readonly [string, readonly RunEvent[], number | undefined][] = [
    ["is not known before the first answer", [attempt(1), text(1, "ret")], undefined],
    ["is its tokens over its time", [attempt(1), reply(1)], 7_000 / 300],
    ["counts time once where calls overlap", [attempt(1), attempt(2), reply(1), reply(2)], 14_000 / 310],
  ];
  for (const [name, events, rate] of cases)
    it(name, () => assert.equal(tokensPerSecond(viewOf(events)), rate));
});
