import assert from "node:assert/strict";
import { type Control, measureControl, mutantResult } from "../../../src/go/helper-client/mutant-runs";
import { type VariantBinary, variantsOfTarget, withVariants } from "../../../src/go/helper-client/variants";
import type { JudgeContext } from "../../../src/go/snapshot/context";
import { courtFor, type HelperFixture, helperFixture, never } from "../helper-support";

const tests = `package m

import (
	"testing"
	"time"
)

func TestStep(t *testing.T) {
	for Step(3) == 5 {
		time.Sleep(time.Millisecond)
	}
	if Step(3) != 4 {
		t.Fatal("not the next one")
	}
	gate.Lock()
	gate.Unlock()
}

func TestRed(t *testing.T) {
	if Step(3) != 100 {
		t.Fatal("red whatever happens")
	}
}

func TestCrash(t *testing.T) {
	panic(Step(3))
}
`;

const version = (body: string): string =>
  `package m\n\nimport (\n\t"fmt"\n\t"os"\n\t"sync"\n)\n\nvar _, _ = fmt.Sprint, os.Exit\n\nvar gate sync.Mutex\n\n// Step is the next number.\nfunc Step(n int) int {\n${body}\n}\n`;

/** Versions of the function; what TestStep says of each, being the one test that is green on the first. */
const versions: readonly (readonly [what: string, text: string, result: string])[] = [
  ["an assertion", version("\treturn n"), "killed"],
  ["the same by another way", version("\treturn n - -1"), "survived"],
  ["a panic", version("\tpanic(n)"), "killed"],
  ["a loop in the function", version("\tfor n > 0 {\n\t\tn = n*3%1000 + 1\n\t}\n\treturn n"), "killed"],
  ["a lock that is never given back", version("\tgate.Lock()\n\treturn n + 1"), "killed"],
  ["a test that does not end for its own sake", version("\treturn n + 2"), "unmeasured"],
  ["what go vet keeps go test from running", version('\treturn n + 1 - len(fmt.Sprintf("", n))'), "left out"],
  ["an end without a word", version("\tos.Exit(3)\n\treturn n"), "unmeasured"],
];

describe("a mutation run and its control", function () {
  this.timeout(120_000);
  let g: HelperFixture;
  let ctx: JudgeContext;
  const found = { control: undefined as Control | undefined, results: [] as string[] };
  before(async () => {
    g = await helperFixture();
    ctx = await courtFor(g, { "a.go": version('\tpanic("todo")'), "a_test.go": tests }, ["Step"]);
    const texts = [version("\treturn n + 1"), ...versions.map(([, text]) => text)];
    const all = ["TestCrash", "TestRed", "TestStep"];
    const work = async (binary: VariantBinary) => {
      const control = await measureControl(binary, 0, all, 10_000, never);
      found.control = control;
      for (const [i] of versions.entries()) {
        if (!binary.has(i + 1)) {
          found.results.push("left out");
          continue;
        }
        const outcome = await binary.run(i + 1, control.green, 1_500, never);
        found.results.push(mutantResult(outcome, control.green, ["Step"]));
      }
    };
    const plan = variantsOfTarget(ctx, ctx.snapshot.file.text);
    const ran = await withVariants(texts, plan, g.helper, never, work);
    assert.ok(ran.ok, JSON.stringify(ran));
  });
  after(() => g.end());

  it("leaves out what is red on the unchanged code, even what ends the process", () => {
    assert.deepEqual(found.control?.green, ["TestStep"]);
    assert.deepEqual(found.control?.red, ["TestCrash", "TestRed"]);
  });

  for (const [i, [what, , result]] of versions.entries())
    it(`${what}: ${result}`, () => assert.equal(found.results[i], result));
});
