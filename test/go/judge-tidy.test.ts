import assert from "node:assert/strict";
import { join } from "node:path";
import type { Judge } from "../../src/core/judge";
import { createJudge } from "../../src/go/judge";
import { createSnapshot, type GoDeps } from "../../src/go/snapshot";
import { modules, never, realDeps, rewritten } from "./judge-bench";

describe("a candidate made tidy without gopls", () => {
  const file = join(modules, "command", "main.go");
  let deps: GoDeps;
  let judge: Judge;
  before(async () => {
    deps = await realDeps();
    const snapshot = await createSnapshot({ file, names: ["greet"] }, deps, never);
    assert.ok(snapshot.ok);
    judge = createJudge(snapshot.value, deps);
  });

  const cases: readonly [string, string, RegExp, RegExp][] = [
    ["an import is added", '\treturn strings.Join(names, " ")', /\n\t"strings"\n/, /\treturn strings\.Join/],
    ["of several the usual one", "\treturn names[rand.Intn(2)]", /\n\t"math\/rand"\n/, /rand\.Intn/],
    ["the one that has the symbol", "\treturn names[rand.Text()]", /\n\t"crypto\/rand"\n/, /rand\.Text/],
    [
      "no import for what exists nowhere",
      "\treturn lo.Join(names)",
      /import \(\n\t"fmt"\n\t"os"\n\)/,
      /lo\.Join/,
    ],
    ["spaces are gofmt's", "  return names [0]", /import \(\n\t"fmt"\n\t"os"\n\)/, /\n\treturn names\[0\]\n/],
  ];
  for (const [title, body, imports, code] of cases) {
    it(title, async () => {
      const text = await judge.tidy(rewritten(deps.parser, file, { bodies: { greet: body } }), never);
      assert.match(text, imports);
      assert.match(text, code);
    });
  }

  it("a text that cannot be read stays as it is", async () => {
    const text = rewritten(deps.parser, file, { bodies: { greet: "\treturn (" } });
    assert.equal(await judge.tidy(text, never), text);
  });
});
