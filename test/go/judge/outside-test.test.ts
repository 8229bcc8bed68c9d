import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { diagnose } from "../../../src/go/faultloc/diagnose";
import { checkCandidate } from "../../../src/go/judge/check";
import { loadPackageForTests } from "../../../src/go/snapshot/test-package";
import { type HelperFixture, helperFixture, never } from "../helper-support";

const money = `package money

// Round is cents as whole euros; half a euro is rounded up.
func Round(cents int) int {
	return (cents + 49) / 100
}

// Double is twice the cents.
func Double(cents int) int {
	return 2 * cents
}
`;

const files = {
  "go.mod": "module example.org/shop\n\ngo 1.21\n",
  "money/money.go": money,
  "cart/cart.go":
    'package cart\n\nimport "example.org/shop/money"\n\n// Total is the sum of the prices as whole euros.\nfunc Total(prices ...int) int {\n\tsum := 0\n\tfor _, p := range prices {\n\t\tsum += p\n\t}\n\treturn money.Round(sum)\n}\n',
  "cart/cart_test.go":
    'package cart\n\nimport "testing"\n\nfunc TestTotal(t *testing.T) {\n\tif got := Total(20, 30); got != 1 {\n\t\tt.Errorf("Total(20, 30) = %d, want 1", got)\n\t}\n}\n\nfunc TestSmall(t *testing.T) {\n\tif got := Total(20, 10); got != 0 {\n\t\tt.Errorf("Total(20, 10) = %d, want 0", got)\n\t}\n}\n',
};

const ownTests =
  'package money\n\nimport "testing"\n\nfunc TestRound(t *testing.T) {\n\tif got := Round(120); got != 1 {\n\t\tt.Errorf("Round(120) = %d, want 1", got)\n\t}\n}\n';

describe("a fault in another package than its test's", function () {
  this.timeout(240_000);
  let here: HelperFixture;
  let dir = "";
  before(async () => {
    here = await helperFixture();
  });
  after(() => here.end());
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "stubwright-outside-"));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(dir, name, ".."), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("is found there, and a small change points at its line", async () => {
    const opened = await loadPackageForTests(
      { dir: join(dir, "cart"), buffers: new Map(), tags: [] },
      here.deps,
      never,
    );
    assert.ok(opened.ok, JSON.stringify(opened));
    const request = { test: "TestTotal", timeoutMs: 10_000 };
    const found = await diagnose(opened.value, request, here.deps, here.helper, never);
    assert.ok(found.ok && found.value.kind === "failing", JSON.stringify(found));
    const { suspects, passingMutants } = found.value;
    assert.deepEqual(suspects.map((s) => `${basename(s.file)} ${s.name}`).sort(), [
      "cart.go Total",
      "money.go Round",
    ]);
    assert.ok(
      passingMutants.some((m) => basename(m.file) === "money.go" && m.line === 5),
      JSON.stringify(passingMutants.map((m) => `${m.func} ${m.change}`)),
    );
  });

  const folders = [
    { what: "tests only", head: "package e2e" },
    { what: "external tests only", head: "package e2e_test" },
    { what: "tests only, which a tag lets into the build", head: "//go:build slow\n\npackage e2e" },
  ];
  for (const { what, head } of folders) {
    it(`is found from a folder that holds ${what}`, async () => {
      mkdirSync(join(dir, "e2e"));
      const call = 'if got := money.Round(50); got != 1 {\n\t\tt.Errorf("%d for 50", got)\n\t}';
      const text = `${head}\n\nimport (\n\t"testing"\n\n\t"example.org/shop/money"\n)\n\nfunc TestBuy(t *testing.T) {\n\t${call}\n}\n`;
      writeFileSync(join(dir, "e2e/buy_test.go"), text);
      const opened = await loadPackageForTests(
        { dir: join(dir, "e2e"), buffers: new Map(), tags: [] },
        here.deps,
        never,
      );
      assert.ok(opened.ok, JSON.stringify(opened));
      const request = { test: "TestBuy", timeoutMs: 10_000 };
      const found = await diagnose(opened.value, request, here.deps, here.helper, never);
      assert.ok(found.ok && found.value.kind === "failing", JSON.stringify(found));
      assert.deepEqual(
        found.value.suspects.map((s) => `${basename(s.file)} ${s.name}`),
        ["money.go Round"],
      );
    });
  }

  const candidates = [
    {
      sum: "cents + 50",
      own: true,
      grade: "passing",
      reason: /^TestTotal was red and is green now; TestRound/,
    },
    { sum: "cents + 50", own: false, grade: "passing", reason: /^TestTotal was red and is green now/ },
    {
      sum: "cents + 48",
      own: true,
      grade: "rejected",
      reason: /cart_test\.go:7: Total\(20, 30\) = 0, want 1/,
    },
    { sum: "cents + 80", own: true, grade: "rejected", reason: /money_test\.go:7: Round\(120\) = 2, want 1/ },
    { sum: "cents + 70", own: false, grade: "rejected", reason: /TestSmall was green before/ },
  ];
  for (const { sum, own, grade, reason } of candidates) {
    it(`is judged by that test: ${sum}${own ? "" : ", its own package without tests"}`, async () => {
      if (own) writeFileSync(join(dir, "money/money_test.go"), ownTests);
      const request = {
        file: join(dir, "money/money.go"),
        names: ["Round"],
        candidateText: money.replace("cents + 49", sum),
        failing: { dir: join(dir, "cart"), name: "TestTotal" },
      };
      const answer = await checkCandidate(request, here.deps, () => {}, never);
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.match(answer.value.reason, reason);
      assert.equal(answer.value.grade, grade);
    });
  }

  it("is left open by that test where it skips itself", async () => {
    const skips = files["cart/cart_test.go"].replace(
      "got := Total(20, 30); got != 1 {",
      "Total(20, 30) == 0 {\n\t\tt.Fail()\n\t} else {\n\t\tt.SkipNow()\n\t}\n\tif got := Total(1); got != 0 {",
    );
    writeFileSync(join(dir, "cart/cart_test.go"), skips);
    const request = {
      file: join(dir, "money/money.go"),
      names: ["Round"],
      candidateText: money.replace("cents + 49", "cents + 50"),
      failing: { dir: join(dir, "cart"), name: "TestTotal" },
    };
    const answer = await checkCandidate(request, here.deps, () => {}, never);
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.match(answer.value.reason, /no test decides Round; TestTotal skips itself with this candidate/);
    assert.equal(answer.value.grade, "suggested");
  });

  it("is no other function's that the test does not reach", async () => {
    const request = {
      file: join(dir, "money/money.go"),
      names: ["Double"],
      candidateText: money,
      failing: { dir: join(dir, "cart"), name: "TestTotal" },
    };
    const answer = await checkCandidate(request, here.deps, () => {}, never);
    assert.ok(!answer.ok);
    assert.equal(
      messageOf(answer.error),
      "TestTotal cannot decide a new body of Double: it does not reach it.",
    );
  });
});
