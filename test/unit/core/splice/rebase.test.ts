import assert from "node:assert/strict";
import type { RunEvent } from "../../../../src/core/events/events";
import { renumbered, resumeOffset } from "../../../../src/core/events/resume";
import { rebase } from "../../../../src/core/splice/rebase";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const base = 'package p\n\n// F is F.\nfunc F() int {\n\tpanic("TODO")\n}\n\nfunc G() int { return 1 }\n';
const proposed = base.replace('panic("TODO")', "return len(os.Args)").replace("p\n", 'p\n\nimport "os"\n');

describe("a proposal on a file that was changed meanwhile", () => {
  const cases: readonly (readonly [string, (text: string) => string, RegExp | undefined])[] = [
    ["is carried over a change elsewhere", (t) => t.replace("return 1", "return 2"), undefined],
    ["is carried over other line endings", (t) => t.replaceAll("\n", "\r\n"), undefined],
    [
      "is refused where its body changed",
      (t) => t.replace('"TODO"', '"todo"'),
      /F in \/m\/f\.go was changed/,
    ],
    ["is refused where its comment changed", (t) => t.replace("F is F", "F is 2"), /was changed/],
    ["is refused where it is gone", (t) => t.replace(/\/\/ F[\s\S]*?\n}\n/, ""), /was changed/],
  ];
  for (const [title, change, refusal] of cases) {
    it(title, async () => {
      const parser = await loadGoParser();
      const now = { path: "/m/f.go", text: change(base), hash: "h" };
      const made = rebase(parser, base, now, ["F"], proposed);
      if (refusal !== undefined) return assert.match(made.ok ? "" : made.error.message, refusal);
      assert.ok(made.ok);
      const eol = now.text.includes("\r\n") ? "\r\n" : "\n";
      const expected = change(proposed).replaceAll(/\r?\n/g, eol);
      return assert.equal(made.value.text, expected);
    });
  }
});

describe("a run that goes on", () => {
  const event = (e: object): RunEvent => e as RunEvent;
  const taken = resumeOffset([
    event({ at: 3, type: "attempt", attempt: 2 }),
    event({ at: 9, type: "attempt", attempt: 1 }),
  ]);
  const cases: readonly (readonly [object, object])[] = [
    [{ type: "note" }, { type: "note", at: 10 }],
    [
      { type: "started", budget: 16 },
      { type: "started", budget: 18, at: 10 },
    ],
    [
      { type: "attempt", attempt: 2, lineage: 1, parent: 1 },
      { type: "attempt", attempt: 4, lineage: 3, parent: 3, at: 10 },
    ],
    [
      { type: "candidate", attempt: 1, sameAs: undefined },
      { type: "candidate", attempt: 3, sameAs: undefined, at: 10 },
    ],
    [
      { type: "question", answers: [{ attempts: [1, 2] }] },
      { type: "question", answers: [{ attempts: [3, 4] }], at: 10 },
    ],
    [
      { type: "finished", attempt: 1 },
      { type: "finished", attempt: 3, at: 10 },
    ],
    [
      { type: "reply", attempt: 1 },
      { type: "reply", attempt: 3, at: 10 },
    ],
  ];
  for (const [before, after] of cases) {
    it(`numbers on: ${(before as RunEvent).type}`, () =>
      assert.deepEqual(renumbered(event({ ...before, at: 1 }), taken), after));
  }
});
