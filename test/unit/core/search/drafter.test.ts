import assert from "node:assert/strict";
import type { Attempt, ModelCall } from "../../../../src/core/attempts/attempt";
import type { RunEvent } from "../../../../src/core/events/events";
import type { ChatModel, ModelInfo, OnText } from "../../../../src/core/model";
import { fail, ok } from "../../../../src/core/result";
import { createDrafter } from "../../../../src/core/search/drafter";
import { defaultOptions } from "../../../../src/core/search/options";
import type { Finding } from "../../../../src/core/verdict";
import { loadGoParser } from "../../../../src/go/toolchain/parser";
import { packageOf } from "../context-fixture";

const files = {
  "crane.go":
    'package p\n\ntype Crane struct{ load int }\n\n// Lift adds weight.\nfunc (c *Crane) Lift(weight int) int {\n\tpanic("TODO")\n}\n',
  "known.go": "package p\n\nfunc known(n int) int { return n }\n",
};
const info: ModelInfo = {
  id: "m",
  server: "here",
  contextTokens: 4_096,
  capabilities: { prefill: true, complete: true, fim: undefined, seed: true, parallel: 1 },
};
const never = new AbortController().signal;

/** A model that says one text line by line, and keeps what it was asked. */
function saying(text: string, more: Partial<ModelInfo> = {}): ChatModel & { readonly asked: string[] } {
  const asked: string[] = [];
  const reply = async (prompt: string, onText: OnText) => {
    asked.push(prompt);
    let soFar = "";
    for (const piece of text.split(/(?<=\n)/)) {
      soFar += piece;
      if (onText(piece, soFar) === "stop")
        return ok({ text: soFar, finish: "stopped" as const, promptTokens: 100, outputTokens: 9, ms: 1 });
    }
    return ok({ text: soFar, finish: "stop" as const, promptTokens: 100, outputTokens: 9, ms: 1 });
  };
  return {
    asked,
    info: { ...info, ...more },
    chat: (messages, _s, onText) => reply(messages.map((m) => m.content).join("\n"), onText),
    complete: (prompt, _s, onText) => reply(prompt, onText),
    countTokens: async () => undefined,
  };
}

const call: ModelCall = {
  kind: "draft",
  form: "chat",
  temperature: 0,
  seed: 1,
  firstLine: undefined,
} as unknown as ModelCall;
const lift = "```go\nfunc (c *Crane) Lift(weight int) int {\n\tc.load += weight\n\treturn c.load\n}\n";

async function ask(model: ChatModel, what: ModelCall = call, attempts: readonly Attempt[] = []) {
  const parser = await loadGoParser();
  const said: Omit<RunEvent, "at">[] = [];
  const context = { snapshot: packageOf(files, ["Crane.Lift"]), std: undefined };
  const drafter = createDrafter({ parser, model, options: defaultOptions, context, symbols: undefined });
  const drafted = await drafter.draft(1, what, attempts, (e) => void said.push(e), never);
  return { drafted, types: said.map((e) => e.type) };
}

describe("one attempt by a model", () => {
  it("ends with the declaration, and its answer is a candidate", async () => {
    const { drafted, types } = await ask(saying(`${lift}\nfunc main() {\n}\n`));
    assert.ok(drafted.ok && drafted.value.candidate.ok);
    assert.match(drafted.value.candidate.value.text, /c\.load \+= weight\n\treturn c\.load\n}\n$/);
    assert.equal(drafted.value.reply?.finish, "stopped");
    assert.deepEqual([types[0], types.at(-1)], ["attempt", "reply"]);
  });

  const waits: readonly (readonly [string, string, RegExp])[] = [
    ["a helper that it calls", "abs(weight)", /\nfunc abs\(/],
    ["a method of the receiver that it calls", "c.sum(weight)", /\nfunc \(c \*Crane\) sum\(/],
  ];
  for (const [title, expression, helper] of waits) {
    it(`goes on for ${title}`, async () => {
      const own = expression.startsWith("c.") ? "func (c *Crane) sum(n int) int" : "func abs(n int) int";
      const text = `func (c *Crane) Lift(weight int) int {\n\treturn ${expression}\n}\n\n${own} {\n\treturn n\n}\n\nfunc more() {\n}\n`;
      const { drafted } = await ask(saying(text));
      assert.ok(drafted.ok && drafted.value.candidate.ok);
      assert.match(drafted.value.candidate.value.text, helper);
      assert.doesNotMatch(drafted.value.reply?.text ?? "", /more/);
    });
  }

  it("does not wait for what the package has", async () => {
    const { drafted } = await ask(
      saying(`${lift.replace("c.load\n}", "known(c.load)\n}")}\nfunc more() {\n}\n`),
    );
    assert.ok(drafted.ok);
    assert.doesNotMatch(drafted.value.reply?.text ?? "", /more/);
  });

  it("is not asked where the prompt does not fit", async () => {
    const model = saying(lift, { contextTokens: 40 });
    const { drafted } = await ask(model);
    assert.ok(drafted.ok && !drafted.value.candidate.ok);
    assert.equal(drafted.value.reply, undefined);
    assert.deepEqual(model.asked, []);
  });

  it("passes on that the server is gone", async () => {
    const gone = { kind: "unreachable" as const, message: "nobody there" };
    const { drafted } = await ask({ ...saying(""), chat: async () => fail(gone) });
    assert.deepEqual(drafted, fail(gone));
  });

  it("tells a repair what was wrong with which code", async () => {
    const first = await ask(saying(lift));
    assert.ok(first.drafted.ok && first.drafted.value.candidate.ok);
    const candidate = first.drafted.value.candidate.value;
    const finding: Finding = {
      gate: "build",
      class: "undefined",
      file: "/m/crane.go",
      line: 7,
      column: 2,
      message: "undefined: height",
    };
    const judged = { number: 1, fate: { kind: "judged", candidate } } as unknown as Attempt;
    const repair = { kind: "repair", of: 1, finding, temperature: 0, seed: 1 } as unknown as ModelCall;
    const model = saying(lift);
    await ask(model, repair, [judged]);
    assert.match(model.asked[0] ?? "", /there is no height/);
    assert.match(model.asked[0] ?? "", /c\.load \+= weight/);
  });
});
