import assert from "node:assert/strict";
import { messageOf } from "../../../../src/core/problem/problem-text";
import { rebase } from "../../../../src/core/splice/rebase";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

const base = 'package p\n\n// F is F.\nfunc F() int {\n\tpanic("TODO")\n}\n\nfunc G() int { return 1 }\n';
const proposed = base.replace('panic("TODO")', "return len(os.Args)").replace("p\n", 'p\n\nimport "os"\n');

describe("a proposal on a file that changed after the run began meanwhile", () => {
  const cases: readonly (readonly [string, (text: string) => string, RegExp | undefined])[] = [
    ["is carried over a change elsewhere", (t) => t.replace("return 1", "return 2"), undefined],
    ["is carried over other line endings", (t) => t.replaceAll("\n", "\r\n"), undefined],
    [
      "is refused where its body changed",
      (t) => t.replace('"TODO"', '"todo"'),
      /F in \/m\/f\.go changed after the run began/,
    ],
    [
      "is refused where its comment changed",
      (t) => t.replace("F is F", "F is 2"),
      /changed after the run began/,
    ],
    [
      "is refused where it is gone",
      (t) => t.replace(/\/\/ F[\s\S]*?\n}\n/, ""),
      /changed after the run began/,
    ],
  ];
  for (const [title, change, refusal] of cases) {
    it(title, async () => {
      const parser = await loadGoParser();
      const now = { path: "/m/f.go", text: change(base), hash: "h" };
      const made = rebase(parser, base, now, ["F"], proposed);
      if (refusal !== undefined) return assert.match(made.ok ? "" : messageOf(made.error), refusal);
      assert.ok(made.ok);
      const eol = now.text.includes("\r\n") ? "\r\n" : "\n";
      const expected = change(proposed).replaceAll(/\r?\n/g, eol);
      return assert.equal(made.value.text, expected);
    });
  }
});
