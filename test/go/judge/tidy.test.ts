import assert from "node:assert/strict";
import { join } from "node:path";
import type { Judge } from "../../../src/core/judge";
import { loadStdIndex } from "../../../src/go/helper-client/std-index";
import { createJudge } from "../../../src/go/judge/judge";
import { createSnapshot } from "../../../src/go/snapshot/snapshot";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { type HelperFixture, helperFixture } from "../helper-support";
import { modules, never, rewritten } from "../judge-support";

describe("a candidate made tidy without gopls", () => {
  const file = join(modules, "command", "main.go");
  let g: HelperFixture;
  let deps: GoDeps;
  let judge: Judge;
  before(async () => {
    g = await helperFixture();
    deps = g.deps;
    const snapshot = await createSnapshot({ file, names: ["greet"] }, deps, never);
    assert.ok(snapshot.ok);
    const { go } = snapshot.value.build;
    const std = await loadStdIndex(g.helper, { go, cacheDir: g.dir }, never);
    assert.ok(std.ok);
    judge = createJudge(snapshot.value, deps, { lookup: std.value.lookup });
  });
  after(() => g.end());

  const cases: readonly [string, string, RegExp, RegExp][] = [
    ["an import is added", '\treturn strings.Join(names, " ")', /\n\t"strings"\n/, /\treturn strings\.Join/],
    ["of several the usual one", "\treturn names[rand.Intn(2)]", /\n\t"math\/rand"\n/, /rand\.Intn/],
    ["for a constant", "\treturn names[math.MaxInt8]", /\n\t"math"\n/, /math\.MaxInt8/],
    ["for a type", "\tvar b strings.Builder\n\treturn b.String()", /\n\t"strings"\n/, /strings\.Builder/],
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
