import assert from "node:assert/strict";
import { join } from "node:path";
import { messageOf } from "../../../../src/core/problem/problem-text";
import {
  ineffectiveTestText,
  mutationSummary,
  survivorText,
} from "../../../../src/core/testgen/mutation-report";
import { checkTests } from "../../../../src/session/testgen/check";
import { type HelperFixture, helperFixture, moduleIn, never } from "../../helper-support";

const code =
  "package m\n\n// Clamp constrains v to [lo, hi].\nfunc Clamp(v, lo, hi int) int {\n\tif v < lo {\n\t\treturn lo\n\t}\n\tif v > hi {\n\t\treturn hi\n\t}\n\treturn v\n}\n\nfunc Wait() {\n}\n\nfunc Lonely() int { return 1 }\n\nfunc Box(n int) *int {\n\tv := n*3 - 2\n\treturn &v\n}\n\nfunc Far(n int) bool {\n\treturn n > 1\n}\n";
const tests = `package m

import "testing"

func TestHigh(t *testing.T) {
	if got := Clamp(5, 1, 3); got != 3 {
		t.Errorf("got %d", got)
	}
}

func TestNothing(t *testing.T) {
	_ = Clamp(1, 2, 3)
}

func TestSwallowed(t *testing.T) {
	defer func() { recover() }()
	Clamp(0, 1, 3)
}

func TestZero(t *testing.T) {
	if Clamp(-2, 0, 3) != 0 {
		t.Error("not 0")
	}
}
`;
/** A test that a binary of many versions disturbs, and one that the sandbox keeps from something. */
const oddTests = `package m

import (
	"net"
	"testing"
)

var sum int

func TestBox(t *testing.T) {
	if n := testing.AllocsPerRun(5, func() { sum += *Box(2) }); n > 0 || *Box(2) != 4 {
		t.Errorf("%v allocations", n)
	}
}

func TestFar(t *testing.T) {
	if !Far(3) {
		t.Error("not far")
	}
	if _, err := net.Dial("tcp", "10.9.8.7:80"); err != nil {
		t.Fatal(err)
	}
}
`;

const table: readonly {
  readonly what: string;
  readonly file: string;
  readonly name: string | undefined;
  /** All that is said, in order; or why nothing is. */
  readonly says: readonly string[];
}[] = [
  {
    what: "tests that cannot fail, and the changes that none notices, with their lines",
    file: "a.go",
    name: "Clamp",
    says: [
      "a_test.go:11: TestNothing passes even when Clamp returns zero values, so it does not check what Clamp returns.",
      "a_test.go:15: TestSwallowed passes even when Clamp panics, so it does not check what Clamp returns.",
      "a.go:5: No test of Clamp kills this mutant: < to <=.",
      "a.go:6: No test of Clamp kills this mutant: lo to 0.",
      "a.go:8: No test of Clamp kills this mutant: > to >=.",
      "a.go:11: No test of Clamp kills this mutant: v to 0.",
      "4 tests reach Clamp and kill 5 of 9 mutants; TestNothing, TestSwallowed cannot fail.",
    ],
  },
  {
    what: "asked of a test: the function that it calls",
    file: "a_test.go",
    name: "TestHigh",
    says: [
      "a_test.go:11: TestNothing passes even when Clamp returns zero values, so it does not check what Clamp returns.",
      "a_test.go:15: TestSwallowed passes even when Clamp panics, so it does not check what Clamp returns.",
      "a.go:5: No test of Clamp kills this mutant: < to <=.",
      "a.go:6: No test of Clamp kills this mutant: lo to 0.",
      "a.go:8: No test of Clamp kills this mutant: > to >=.",
      "a.go:11: No test of Clamp kills this mutant: v to 0.",
      "4 tests reach Clamp and kill 5 of 9 mutants; TestNothing, TestSwallowed cannot fail.",
    ],
  },
  {
    what: "a test that holds only of the function compiled by itself decides there",
    file: "a.go",
    name: "Box",
    says: ["1 test reaches Box and kills 4 of 4 mutants."],
  },
  {
    what: "a test that the sandbox blocks",
    file: "a.go",
    name: "Far",
    says: ["No test can check Far here: the sandbox blocks TestFar from using the network."],
  },
  { what: "no test at all", file: "a.go", name: "Lonely", says: ["No test reaches Lonely."] },
  { what: "no such test", file: "a_test.go", name: "TestGone", says: ["There is no test TestGone"] },
];

describe("the mutation check", () => {
  let g: HelperFixture;
  before(async function () {
    this.timeout(240_000);
    g = await helperFixture();
  });
  after(() => g.end());

  for (const { what, file, name, says } of table) {
    it(what, async function () {
      this.timeout(240_000);
      const root = moduleIn(g, { "a.go": code, "a_test.go": tests, "odd_test.go": oddTests });
      const request = { file: join(root, file), name, seed: 1, settings: {} };
      const checked = await checkTests(request, g.deps, g.dir, () => {}, never);
      if (!checked.ok) {
        assert.ok(
          says.some((s) => messageOf(checked.error).includes(s)),
          messageOf(checked.error),
        );
        return;
      }
      const at = (path: string, line: number) => `${path.slice(root.length + 1)}:${line}`;
      const said = checked.value.flatMap((r) => [
        ...r.toothless.map((t) => `${at(t.file, t.line)}: ${ineffectiveTestText(r.name, t)}`),
        ...[...r.survivors]
          .sort((a, b) => a.line - b.line)
          .map((s) => `${at(r.file, s.line)}: ${survivorText(r.name, s)}`),
        mutationSummary(r),
      ]);
      assert.deepEqual(said, says);
    });
  }
});
