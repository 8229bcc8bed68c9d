import assert from "node:assert/strict";
import { changesSince, predecessor, proposedBlocks } from "../../../../media/run/proposal";
import { announcement } from "../../../../media/run/screen-reader";
import { emptyKept, initialState, receive, toggled, withTab } from "../../../../media/run/state";
import type { RunEvent } from "../../../../src/core/events/events";
import type { RunStatus, ToPanel } from "../../../../src/core/events/panel-messages";
import { emptyView, fold } from "../../../../src/core/events/view";

const run: RunStatus = {
  id: "r1",
  file: "/m/x.go",
  names: ["F"],
  hint: undefined,
  state: "running",
  applied: false,
  discarded: false,
  answered: undefined,
};
const started: RunEvent = {
  at: 0,
  type: "started",
  run: "r1",
  target: { file: "/m/x.go", names: ["F"] },
  model: undefined,
  budget: 16,
  seed: 1,
  hint: undefined,
  protection: "bubblewrap",
};
const attempt = (n: number, parent?: number): RunEvent => ({
  at: 10 * n,
  type: "attempt",
  attempt: n,
  form: "chat",
  lineage: n,
  parent,
  prompt: { kind: "complete", text: "func F" },
  temperature: 0,
  seed: 1,
});
const none = (n: number): RunEvent => ({
  at: 11 * n,
  type: "no-candidate",
  attempt: n,
  why: { reason: "no-code", message: "The answer contains no code." },
});
const original = "package x\n\nfunc F() int {\n\tpanic(0)\n}\n";
const candidate = (n: number, body: string): RunEvent => {
  const start = original.indexOf("{");
  const end = original.lastIndexOf("}") + 1;
  const text = original.slice(0, start) + body + original.slice(end);
  const edit = { files: [{ file: "/m/x.go", hash: "h", changes: [{ start, end, text: body }] }] };
  return { at: 12 * n, type: "candidate", attempt: n, edit, text, mended: [], sameAs: undefined };
};
const viewOf = (events: readonly RunEvent[]) => events.reduce(fold, emptyView);

describe("the panel's state", () => {
  const shown = receive(initialState(emptyKept), { type: "snapshot", run, events: [started, attempt(1)] });
  const cases: readonly { it: string; message: ToPanel; attempts: number; state: RunStatus["state"] }[] = [
    {
      it: "goes on with events of its run",
      message: { type: "events", id: "r1", events: [none(1), attempt(2)] },
      attempts: 2,
      state: "running",
    },
    {
      it: "ignores events of another run",
      message: { type: "events", id: "r2", events: [attempt(2)] },
      attempts: 1,
      state: "running",
    },
    {
      it: "takes its run's new status",
      message: { type: "status", run: { ...run, state: "finished" } },
      attempts: 1,
      state: "finished",
    },
    {
      it: "ignores another run's status",
      message: { type: "status", run: { ...run, id: "r2", state: "finished" } },
      attempts: 1,
      state: "running",
    },
    {
      it: "begins anew with a snapshot",
      message: { type: "snapshot", run: { ...run, state: "queued" }, events: [] },
      attempts: 0,
      state: "queued",
    },
  ];
  for (const { it: name, message, attempts, state } of cases) {
    it(name, () => {
      const after = receive(shown, message);
      assert.equal(after.view.attempts.length, attempts);
      assert.equal(after.run?.state, state);
    });
  }

  it("keeps what was opened across a reload, and forgets it with the run", () => {
    const kept = withTab(toggled({ ...emptyKept, id: "r1" }, 2), 2, 1);
    assert.deepEqual(kept, { id: "r1", opened: [2], tabs: { 2: 1 } });
    assert.deepEqual(toggled(kept, 2).opened, []);
    const again = receive(initialState(kept), { type: "snapshot", run, events: [] });
    assert.deepEqual(again.kept, kept);
    const other = receive(again, { type: "snapshot", run: { ...run, id: "r2" }, events: [] });
    assert.deepEqual(other.kept, { ...emptyKept, id: "r2" });
  });
});

describe("what a candidate proposes", () => {
  const view = viewOf([
    started,
    attempt(1),
    candidate(1, "{\n\treturn 1\n}"),
    attempt(2),
    none(2),
    attempt(3, 1),
    candidate(3, "{\n\treturn 2\n}"),
  ]);
  const [first, second, third] = view.attempts;
  assert.ok(first?.candidate && second && third?.candidate);

  it("is shown as whole lines with their number", () =>
    assert.deepEqual(first.candidate && proposedBlocks(first.candidate), [
      { line: 3, text: "func F() int {\n\treturn 1\n}" },
    ]));

  it("is compared with the attempt it repairs, else with the last one that held a candidate", () => {
    assert.equal(predecessor(view.attempts, third)?.attempt, 1);
    assert.equal(predecessor(view.attempts, second)?.attempt, 1);
    assert.equal(predecessor(view.attempts, first), undefined);
  });

  it("is compared line by line", () =>
    assert.deepEqual(
      first.candidate &&
        third.candidate &&
        changesSince(first.candidate, third.candidate)
          .filter((line) => line.kind !== "same")
          .map((line) => [line.kind, line.text]),
      [
        ["removed", "\treturn 1"],
        ["added", "\treturn 2"],
      ],
    ));
});

describe("what a screen reader is told", () => {
  const early = viewOf([started, attempt(1)]);
  const cases: readonly [string, readonly RunEvent[], string | undefined][] = [
    ["nothing of the stream", [{ at: 11, type: "text", attempt: 1, piece: "return" }], undefined],
    ["nothing of a gate that begins", [{ at: 11, type: "gate", attempt: 1, started: "build" }], undefined],
    ["that an attempt ended", [none(1)], "Attempt 1: no candidate."],
    ["that another one began", [attempt(2)], "The model is writing attempt 2."],
    [
      "a question",
      [{ at: 20, type: "question", call: "F()", answers: [] }],
      "Your tests do not decide F(). Choose an answer.",
    ],
    [
      "the outcome before everything else",
      [
        none(1),
        {
          at: 30,
          type: "finished",
          outcome: "exhausted",
          diff: "",
          edit: undefined,
          attempt: undefined,
          calls: 1,
          promptTokens: 1,
          outputTokens: 1,
          reason: "No candidate passed.",
          ms: { total: 30, model: 20, toolchain: 0 },
        },
      ],
      "Exhausted. No candidate passed.",
    ],
  ];
  for (const [name, events, said] of cases)
    it(name, () => assert.equal(announcement(early, events.reduce(fold, early)), said));
});
