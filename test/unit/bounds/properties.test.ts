import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { candidateFromAnswer } from "../../../src/core/answer/candidate-from-answer";
import { applyChanges } from "../../../src/core/edit/edit";
import { textAlone } from "../../../src/core/gates/text-alone";
import { limits } from "../../../src/core/limits";
import { candidateFromText } from "../../../src/core/splice/splice";
import { stubsOf } from "../../../src/core/stub/find-stubs";
import { hiddenIn, shown } from "../../../src/core/syntax/hidden";
import { indexFile } from "../../../src/core/syntax/index-file";
import { namesIn } from "../../../src/core/syntax/names";
import { salvage } from "../../../src/core/syntax/salvage";
import type { GoParser } from "../../../src/core/syntax/tree";
import { usesIn } from "../../../src/core/syntax/uses";
import { parseMessage } from "../../../src/editor/panel/parse-message";
import { applyTextEdits } from "../../../src/go/gopls/positions";
import { lineIn } from "../../../src/go/helper-client/compare-run";
import { testEvents } from "../../../src/go/testrun/go-test-json";
import { testStream } from "../../../src/go/testrun/test2json";
import { flagsIn, flagText, joinWords } from "../../../src/go/toolchain/flag-syntax";
import { jsonStream } from "../../../src/go/toolchain/json-stream";
import { loadGoParser } from "../../../src/go/toolchain/parser";
import { readList, readTags } from "../../../src/model/discover";
import { type Piece, streamed } from "../../../src/model/http/stream";

/** The same each time; a counterexample becomes a file of the corpus, which is read first. */
const few = { seed: 20_261, numRuns: 60 } as const;

const corpus = join(__dirname, "..", "..", "fixtures", "corpus");
const kept = readdirSync(corpus).map((name) => readFileSync(join(corpus, name), "utf8"));

const piece = fc.constantFrom(
  ...'package p\n|func F(|func (t *T) M() {\n|) int {\n|}\n|{\n|return |new(1+|make(|/*|*/|//|`|"|\'|\\|\n|\t|type T struct {\n|import (\n|"fmt"\n|)|if x {\n|} else |switch |case 1:\n|:= |x|F|1|, |.|[|]|<-|go |\u202e|\u0430|é|\u{1F468}\u200d|\r\n|\0|```go\n|```\n|<think>|</think>|// ... rest\n|=== RUN   T\n'.split(
    "|",
  ),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
const whole = (property: (text: string) => void): void => {
  for (const one of kept) property(one);
  fc.assert(fc.property(text, property), few);
};

const original =
  'package p\r\n\r\nimport "fmt"\n\n// F is one.\nfunc F(n int) int {\n\tpanic("TODO")\n}\n\nvar x = "\u202e"\n';
const file = { path: "/m/x.go", text: original, hash: "h" };

describe("what reads Go", () => {
  let parser: GoParser;
  before(async () => {
    parser = await loadGoParser();
  });

  it("cuts a text into parts that are the text", () =>
    whole((t) => {
      const parts = salvage(t).map(({ start, end }) => t.slice(start, end));
      assert.equal(parts.join(""), t);
    }));
  it("finds declarations, names, calls and stubs inside the text, in order", () =>
    whole((t) => {
      const index = indexFile(parser, t);
      stubsOf(parser, index);
      const uses = usesIn(parser, t);
      const spans = [...index.decls, ...namesIn(parser, t).free, ...uses.calls].map((one) => one.span);
      for (const { start, end } of spans) assert.ok(0 <= start && start <= end && end <= t.length);
      for (const { name, span } of uses.names) assert.equal(t.slice(span.start, span.end), name);
    }));
  it("takes of another text of the file only what is the target's, and of its own work nothing", () =>
    whole((t) => {
      const body = `package p\n\nimport "fmt"\n\nfunc F(n int) int {\n${t}\n}\n`;
      const first = candidateFromText(parser, file, ["F"], body, []);
      const [edit] = first.edit.files;
      assert.equal(applyChanges(original, edit?.changes ?? []), first.text);
      assert.ok(first.text.startsWith("package p\r\n\r\n") && first.text.includes('var x = "\u202e"\n'));
      if (indexFile(parser, first.text).errors.length > 0) return;
      assert.equal(candidateFromText(parser, file, ["F"], first.text, []).text, first.text);
    }));
  it("makes a candidate of an answer, or says why not, and keeps what is the person's", () =>
    whole((answer) => {
      const input = { file, names: ["F"], packageNames: new Set<string>(), answer, answerPrefix: "" };
      const made = candidateFromAnswer(parser, input);
      if (!made.ok) return assert.notEqual(made.error.message, "");
      assert.ok(made.value.text.startsWith("package p\r\n") && made.value.text.includes("// F is one.\n"));
    }));
  it("finds nothing hidden in what the person's file holds itself", () =>
    whole((t) => {
      assert.deepEqual(textAlone("x.go", t, t, []), []);
    }));
});

describe("what shows text", () => {
  it("shows all that hides, once, and leaves the rest", () =>
    whole((t) => {
      assert.deepEqual(hiddenIn(shown(t)), []);
      assert.equal(shown(shown(t)), shown(t));
      if (/^[\t\n\x20-\x7e]*$/.test(t)) assert.equal(shown(t), t);
    }));
});

const line = fc.oneof(
  fc
    .tuple(fc.constantFrom("RUN  ", "CONT ", "NAME "), fc.constantFrom("TestA", "TestA/b", ""))
    .map(([what, name]) => `\u0016=== ${what} ${name}`),
  fc
    .tuple(fc.constantFrom("PASS", "FAIL", "SKIP"), fc.constantFrom("TestA", "TestA/b"))
    .map(([how, name]) => `\u0016--- ${how}: ${name} (0.00s)`),
  fc.string(),
);

describe("what reads tools", () => {
  it("takes a test for passed only where it began and one report of its own says so", () =>
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const stream = testStream();
        for (const one of lines) stream.line(one);
        for (const { name, status, output } of stream.runs()) {
          const said = lines.join("\n");
          assert.ok(status !== "pass" || said.includes(`--- PASS: ${name} `));
          assert.ok(status !== "pass" || !said.includes(`--- FAIL: ${name} `) || said.includes("=== RUN"));
          assert.ok(output.length <= limits.testOutput + 100);
        }
      }),
      few,
    ));
  it("keeps so many tests and no more, and none of those beyond passes", () => {
    const stream = testStream();
    for (let i = 0; i <= limits.tests; i++) stream.line(`\u0016=== RUN   Test${i}`);
    stream.line(`\u0016--- PASS: Test${limits.tests} (0.00s)`);
    stream.line("\u0016--- PASS: Test7 (0.00s)");
    const runs = stream.runs();
    assert.equal(runs.length, limits.tests);
    assert.deepEqual(
      runs.filter((run) => run.status === "pass").map((run) => run.name),
      ["Test7"],
    );
  });
  const event = fc.record(
    {
      Action: fc.string(),
      Package: fc.jsonValue(),
      Test: fc.jsonValue(),
      Output: fc.jsonValue(),
      Elapsed: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  it("reads any line where events of go test should be", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            event.map((e) => JSON.stringify(e)),
            fc.string(),
          ),
        ),
        (lines) => {
          const events = testEvents(() => {});
          for (const one of lines) events.line(one);
          for (const { output, runs } of events.packages())
            for (const kept of [output, ...runs.map((run) => run.output)])
              assert.equal(typeof kept, "string");
          assert.equal(typeof events.rest(), "string");
        },
      ),
      few,
    ));
  it("reads any line where the comparing test should speak", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          event.map((e) => JSON.stringify({ done: e, begin: e })),
        ),
        (one) => {
          const { begin, done } = lineIn(one);
          assert.ok(begin === undefined || Number.isInteger(begin.input));
          assert.ok(done === undefined || Array.isArray(done.groups));
        },
      ),
      few,
    ));
  it("reads of a stream of objects those that are whole", () =>
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.integer())), fc.nat(), (objects, cut) => {
        const printed = objects.map((o) => `${JSON.stringify(o, null, 1)}\n`).join("");
        const read = jsonStream(printed.slice(0, printed.length - (cut % 40)));
        assert.ok(read.length <= objects.length);
      }),
      few,
    ));
  const place = fc.record({
    line: fc.integer({ min: -2, max: 9 }),
    character: fc.integer({ min: -2, max: 99 }),
  });
  it("applies any edits that gopls could send", () =>
    fc.assert(
      fc.property(
        text,
        fc.array(fc.record({ range: fc.record({ start: place, end: place }), newText: fc.string() })),
        (t, edits) => assert.equal(typeof applyTextEdits(t, edits), "string"),
      ),
      few,
    ));
});

describe("what reads servers, settings and the panel", () => {
  it("ends an answer that does not end", async () => {
    const never = new AbortController().signal;
    const errorOf = (): never => assert.fail("an error");
    const endless = async function* (): AsyncGenerator<Piece> {
      for (;;) yield { text: "0123456789".repeat(10), finish: undefined, usage: undefined };
    };
    const thoughts = async function* (): AsyncGenerator<Piece> {
      for (;;) yield { text: "", reasoning: true, finish: undefined, usage: undefined };
    };
    for (const open of [endless, thoughts]) {
      const reading = { onText: () => undefined, prefix: "", maxTokens: 700, signal: never, errorOf };
      const reply = await streamed(reading, async () => open());
      assert.ok(reply.ok && reply.value.finish === "length" && reply.value.text.length <= limits.answer);
    }
  });
  it("lists models from any JSON", () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ data: fc.jsonValue(), models: fc.jsonValue() })),
        (body) => {
          for (const read of [readList, readTags])
            for (const { name } of read(body, "http://127.0.0.1:1", "here"))
              assert.equal(typeof name, "string");
        },
      ),
      few,
    ));
  it("reads flags as it writes them", () =>
    fc.assert(
      fc.property(fc.string(), (t) => {
        const flags = flagsIn(t);
        if (!flags.ok) return;
        const written = joinWords(flags.value.map(flagText));
        if (written !== undefined) assert.deepEqual(flagsIn(written), flags);
      }),
      few,
    ));
  it("takes a message of the panel, or nothing, and the same message again", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            type: fc.constant("act"),
            id: fc.string(),
            act: fc.record({
              type: fc.constantFrom("apply", "more", "answer", "__proto__"),
              attempt: fc.jsonValue(),
            }),
          }),
        ),
        (message) => {
          const taken = parseMessage(message);
          assert.deepEqual(parseMessage(taken), taken);
        },
      ),
      few,
    ));
});
