import assert from "node:assert/strict";
import type { Finding } from "../../../src/core/verdict";
import type { ByHand } from "../../../tools/modules/by-hand";
import {
  type Comparison,
  compareChanged,
  compareOriginal,
  compareRefused,
  type Judged,
  type WithoutBody,
} from "../../../tools/modules/compare";

const finding = (place: string, more: Partial<Finding> = {}): Finding => {
  const [file = "", line] = place.split(":");
  const base = {
    gate: "tests",
    class: "assertion",
    column: 0,
    message: "got 1, want 2",
    test: "TestAdd",
  } as const;
  return { ...base, file: `/m/${file}`, line: Number(line), ...more };
};

const judged = (grade: Judged["grade"], more: Partial<Judged> = {}): Judged => ({
  grade,
  reason: "",
  ms: 1,
  ...more,
});

const hand = (noticedBy: ByHand["noticedBy"], output = "", failing: readonly string[] = []): ByHand => ({
  noticedBy,
  output,
  failing,
  timedOut: false,
  ms: 1,
});

const failed = hand("test", "--- FAIL: TestAdd\n    add_test.go:7: got 1, want 2\n", ["TestAdd"]);
const silent = hand("test", "--- FAIL: TestAdd\n", ["TestAdd"]);
const died = hand("test", "panic: oh\n\t/m/add.go:12 +0x1d\n", ["TestAdd"]);
const blocked = "the sandbox blocks TestAdd from using the network";

describe("a verdict of the corpus against go's own", () => {
  const changed: readonly (readonly [string, Judged, ByHand, Comparison["kind"]])[] = [
    ["rejected at the assertion", judged("rejected", { finding: finding("add_test.go:7") }), failed, "right"],
    ["rejected at another line", judged("rejected", { finding: finding("add_test.go:77") }), failed, "wrong"],
    [
      "rejected at a line that only begins alike",
      judged("rejected", { finding: finding("dd_test.go:7") }),
      failed,
      "wrong",
    ],
    [
      "rejected for another test",
      judged("rejected", { finding: finding("a_test.go:3", { test: "TestB" }) }),
      failed,
      "wrong",
    ],
    [
      "rejected at the test, which says no line",
      judged("rejected", { finding: finding("add_test.go:3") }),
      silent,
      "right",
    ],
    [
      "rejected at the panic",
      judged("rejected", { finding: finding("add.go:12", { class: "panic" }) }),
      died,
      "right",
    ],
    [
      "rejected after a limit",
      judged("rejected", { finding: finding("add.go:1", { class: "timeout" }) }),
      failed,
      "right",
    ],
    [
      "rejected by vet for what a test notices",
      judged("rejected", { finding: finding("add.go:9", { gate: "vet" }) }),
      failed,
      "wrong",
    ],
    ["passing, and go test fails", judged("passing"), failed, "wrong"],
    [
      "suggested, and go test fails",
      judged("suggested", { reason: "no test decides Add." }),
      failed,
      "wrong",
    ],
    ["passing, and nothing notices it", judged("passing"), hand(undefined), "right"],
    ["suggested, and nothing notices it", judged("suggested"), hand(undefined), "right"],
    [
      "rejected, and nothing notices it",
      judged("rejected", { finding: finding("add_test.go:7") }),
      hand(undefined),
      "wrong",
    ],
    ["not judged", judged("broken"), hand(undefined), "wrong"],
  ];
  for (const [name, said, byHand, kind] of changed)
    it(`${name}: ${kind}`, () => {
      assert.equal(compareChanged(said, byHand, { kind: "right" }).kind, kind);
    });

  it("what the sandbox leaves open for the original may stay open for a change of it", () => {
    const open = judged("suggested", { reason: `It compiles; ${blocked}.` });
    assert.deepEqual(compareChanged(open, failed, { kind: "suggested", why: blocked }), {
      kind: "suggested",
      why: blocked,
    });
    assert.equal(compareChanged(open, failed, { kind: "right" }).kind, "wrong");
  });

  const missed = { panicNoticed: true, zeroNoticed: true };
  const unasked = { panicNoticed: true, zeroNoticed: false };
  const unreached = { panicNoticed: false, zeroNoticed: false };
  const originals: readonly (readonly [string, Judged, WithoutBody | undefined, Comparison["kind"]])[] = [
    ["passing", judged("passing"), undefined, "right"],
    ["suggested, since the sandbox blocks", judged("suggested", { reason: blocked }), missed, "suggested"],
    ["suggested, and no test misses the body", judged("suggested"), unreached, "suggested"],
    ["suggested, and no test asks anything of it", judged("suggested"), unasked, "suggested"],
    ["suggested, though go test misses the body", judged("suggested"), missed, "wrong"],
    ["rejected by a test", judged("rejected", { finding: finding("add_test.go:7") }), undefined, "wrong"],
    [
      "such as no draft may be",
      judged("rejected", { finding: finding("add.go:7", { gate: "forbidden" }) }),
      undefined,
      "policy",
    ],
  ];
  for (const [name, said, without, kind] of originals)
    it(`an original that is ${name}: ${kind}`, () => {
      assert.equal(compareOriginal(said, without).kind, kind);
    });

  const call = { kind: "undefined", change: "", text: "", line: 9 } as const;
  const stranger = { kind: "stranger", change: "", text: "" } as const;
  const refused = [
    ["at its line", call, judged("rejected", { finding: finding("add.go:9", { gate: "build" }) }), "right"],
    ["elsewhere", call, judged("rejected", { finding: finding("add.go:8", { gate: "build" }) }), "wrong"],
    ["by a test", call, judged("rejected", { finding: finding("add.go:9") }), "wrong"],
    ["not at all", call, judged("suggested"), "wrong"],
    [
      "by the imports",
      stranger,
      judged("rejected", { finding: finding("add.go:3", { gate: "imports" }) }),
      "right",
    ],
    [
      "only by the build",
      stranger,
      judged("rejected", { finding: finding("add.go:3", { gate: "build" }) }),
      "wrong",
    ],
  ] as const;
  for (const [name, candidate, said, kind] of refused)
    it(`what cannot be built (${candidate.kind}), refused ${name}: ${kind}`, () => {
      assert.equal(compareRefused(candidate, said).kind, kind);
    });
});
