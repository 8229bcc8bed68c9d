import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { type Io, printable, wantsColour, wantsLive } from "../../../src/cli/io";
import { ofOutcome, ofProblem } from "../../../src/cli/status";
import { jsonFace, terminalFace } from "../../../src/cli/terminal";
import type { RunEvent } from "../../../src/core/events/events";
import type { OfferedTests } from "../../../src/core/events/offered-tests";
import { note, problem } from "../../../src/core/problem/codes";
import { noteText } from "../../../src/core/problem/problem-text";

/** A terminal, or a pipe, that remembers what was written. */
function screen(isTTY: boolean) {
  const pieces: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      pieces.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 200, rows: 50 }), text: () => pieces.join("") };
}

function pipes(tty = false, env: Io["env"] = {}) {
  const out = screen(tty);
  const err = screen(tty);
  const io: Io = { out: out.stream, err: err.stream, env, cwd: "/m" };
  return { io, out, err };
}

const diff = "--- a/x.go\n+++ b/x.go\n@@ -3,1 +3,1 @@\n-\tpanic(1)\n+\treturn 1\n";
const events: readonly RunEvent[] = [
  {
    at: 0,
    type: "started",
    run: "r",
    target: { file: "/m/x.go", names: ["F"] },
    model: undefined,
    budget: 16,
    seed: 1,
    hint: undefined,
    protection: "bubblewrap",
  },
  {
    at: 1,
    type: "baseline",
    ms: 1,
    baseline: {
      targetTests: [{ name: "TestF", file: "/m/x_test.go", reaches: ["F"], status: "red" }],
      greenTests: [{ name: "TestG", file: "/m/x_test.go", reaches: [], status: "green" }],
      redTests: [{ name: "TestOld", file: "/m/x_test.go", reaches: [], status: "red" }],
      blindTests: [{ name: "TestBlind", file: "/m/x_test.go", reaches: ["F"], status: "green" }],
      untestable: undefined,
    },
  },
  { at: 2, type: "note", level: "warning", ...note("project-notes", { file: "notes \u001b[2J" }) },
  ...[1, 2, 3].map(
    (attempt): RunEvent => ({
      at: 3,
      type: "attempt",
      attempt,
      form: "chat",
      lineage: attempt,
      parent: undefined,
      prompt: { kind: "complete", text: "" },
      temperature: 0,
      seed: 1,
    }),
  ),
  { at: 4, type: "text", attempt: 1, piece: "return" },
  {
    at: 5,
    type: "reply",
    attempt: 1,
    text: "x",
    finish: "stop",
    promptTokens: 9,
    outputTokens: 42,
    ms: 1500,
  },
  { at: 5, type: "dropped", attempt: 2, what: ["type T"], promptTokens: 9, contextTokens: 10 },
  { at: 6, type: "no-candidate", attempt: 2, why: { reason: "no-code", message: "only prose" } },
  { at: 6, type: "verdict", attempt: 1, verdict: { gate: "shape", status: "passed", ms: 1 } },
  {
    at: 7,
    type: "judged",
    attempt: 1,
    judgement: {
      grade: "rejected",
      verdicts: [
        { gate: "shape", status: "passed", ms: 1 },
        { gate: "types", status: "skipped", ms: 0, reason: "no gopls" },
        {
          gate: "build",
          status: "failed",
          ms: 120.4,
          findings: [
            {
              gate: "build",
              class: "undefined",
              file: "/m/x.go",
              line: 3,
              column: 9,
              message: "undefined: foo\nmore",
            },
          ],
        },
      ],
      tests: { passed: 0, total: 1 },
      uncovered: [],
      protection: "bubblewrap",
      reason: "",
    },
  },
  { at: 8, type: "candidate", attempt: 3, edit: { files: [] }, text: "", mended: [], sameAs: 1 },
  {
    at: 9,
    type: "question",
    call: "F(1)",
    answers: [
      { attempts: [1], value: "2" },
      { attempts: [3], value: "3" },
    ],
  },
  {
    at: 10,
    type: "finished",
    outcome: "passing",
    diff,
    edit: undefined,
    attempt: 1,
    calls: 3,
    promptTokens: 9,
    outputTokens: 42,
    reason: "TestF passes.",
    ms: { total: 2000, model: 1500, toolchain: 700 },
  },
];

const tests: OfferedTests = {
  edit: { files: [] },
  diff: "--- /dev/null\n+++ b/x_test.go\n@@ -0,0 +1,1 @@\n+package x\n",
  cases: [{ text: "F(1) == 2", origin: "model" }],
  killed: 1,
  mutants: 2,
};

describe("a run on a terminal", () => {
  it("gives plain lines, attempts in order, where lines cannot be rewritten", () => {
    const { io, out, err } = pipes();
    const face = terminalFace(io, true);
    for (const event of events) face.event(event);
    face.close();
    assert.deepEqual(err.text().split("\n"), [
      "F in x.go, 16 calls, seed 1, in bubblewrap",
      "decided by TestF; 1 green test must stay green; red for other reasons and ignored: TestOld; green on the stub, so vacuous: TestBlind",
      "Every prompt includes the text of notes \\u001b[2J.",
      "attempt 2 leaves out type T",
      "  1 plain chat               42 tokens   1.5 s  shape ✓ types – build ✗ 120 ms",
      "      x.go:3:9: undefined: foo",
      "  2 plain chat                0 tokens   0.0 s  no candidate",
      "      only prose",
      "  3 plain chat                0 tokens   0.0 s  the same code as attempt 1",
      "passing  F  TestF passes.",
      "  Your tests do not decide: F(1) is 2 or 3?",
      "  3 calls, 42 tokens, 2.0 s (model 1.5 s, toolchain 0.7 s)",
      "",
    ]);
    assert.equal(out.text(), diff);
  });

  it("rewrites the lines of attempts at work, and ends with the same lines", () => {
    const { io, err, out } = pipes(true, { TERM: "xterm" });
    const face = terminalFace(io, true);
    for (const event of events) face.event(event);
    face.close();
    assert.match(err.text(), /writing…/);
    assert.match(err.text(), /build \u001b\[31m✗\u001b\[39m 120 ms/);
    assert.match(out.text(), /\u001b\[32m\+\treturn 1\u001b\[39m/);
  });

  it("goes on drawing while nothing happens, until it is closed", async () => {
    const { io, err } = pipes(true, { TERM: "xterm" });
    const face = terminalFace(io, true);
    for (const event of events.slice(0, 6)) face.event(event);
    const before = err.text().length;
    await new Promise((resolve) => setTimeout(resolve, 150));
    face.close();
    const after = err.text().length;
    assert.ok(after > before);
    face.event(events[6] as RunEvent);
    assert.equal(err.text().length, after);
  });

  it("keeps the diff back where it is not asked for", () => {
    const { io, out } = pipes();
    const face = terminalFace(io, false);
    for (const event of events) face.event(event);
    face.close();
    assert.equal(out.text(), "");
  });

  for (const withTests of [false, true])
    it(`shows offered tests ${withTests ? "in the diff where they are taken" : "beside the diff, for nobody to pipe"}`, () => {
      const { io, out, err } = pipes();
      const face = terminalFace(io, true, withTests);
      for (const event of events)
        face.event(event.type === "finished" ? { ...event, edit: { files: [] }, tests } : event);
      face.close();
      assert.equal(out.text(), withTests ? diff + tests.diff : diff);
      assert.equal(err.text().includes(tests.diff), !withTests);
      assert.match(err.text(), /^tests {2}1 case proposed by the model\. .* never raise the grade/m);
    });

  it("prints each event as a line of JSON, and nothing else", () => {
    const { io, out, err } = pipes(true);
    const face = jsonFace(io);
    for (const event of events) face.event(event);
    const lines = out.text().trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      JSON.parse(
        JSON.stringify(
          events.map((e) => (e.type === "note" ? { ...e, message: noteText(e, "terminal") } : e)),
        ),
      ),
    );
    assert.equal(err.text(), "");
    assert.equal(face.view().finished?.outcome, "passing");
  });
});

describe("what a terminal is asked to do", () => {
  const cases: [string, boolean, Io["env"], { colour: boolean; live: boolean }][] = [
    ["a terminal", true, { TERM: "xterm" }, { colour: true, live: true }],
    ["a pipe", false, {}, { colour: false, live: false }],
    ["NO_COLOR", true, { NO_COLOR: "1" }, { colour: false, live: false }],
    ["a dumb terminal", true, { TERM: "dumb" }, { colour: false, live: false }],
    ["CI", true, { CI: "true" }, { colour: true, live: false }],
    ["FORCE_COLOR in a pipe", false, { FORCE_COLOR: "1" }, { colour: true, live: false }],
    ["FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, { colour: false, live: true }],
  ];
  for (const [name, tty, env, want] of cases) {
    it(name, () => {
      const { stream } = screen(tty);
      assert.deepEqual({ colour: wantsColour(stream, env), live: wantsLive(stream, env) }, want);
    });
  }

  const texts: [string, string, string][] = [
    ["tabs and line ends stay", "a\tb\r\nc\n", "a\tb\r\nc\n"],
    ["a lone carriage return is shown", "a\rb", "a\\u000db"],
    ["escape sequences are shown", "\u001b]0;x\u0007", "\\u001b]0;x\\u0007"],
    ["text that runs backwards is shown", "a\u202eb", "a\\u202eb"],
  ];
  for (const [name, text, want] of texts) it(name, () => assert.equal(printable(text), want));
});

describe("exit statuses", () => {
  const cases = { verified: 0, passing: 0, suggested: 4, exhausted: 1, cancelled: 130, broken: 3 } as const;
  for (const [outcome, want] of Object.entries(cases)) {
    it(outcome, () => assert.equal(ofOutcome(outcome as keyof typeof cases), want));
  }
  it("a wrong call", () => assert.equal(ofProblem(problem("empty-suite", {})), 2));
  it("a wrong environment", () => assert.equal(ofProblem(problem("unexpected", { why: "" })), 3));
});
