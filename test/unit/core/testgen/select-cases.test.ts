import assert from "node:assert/strict";
import type { CaseOrigin } from "../../../../src/core/testgen/case";
import { type CaseResult, chooseCases, type TriedCase } from "../../../../src/core/testgen/select-cases";

const tried = (
  name: string,
  origin: CaseOrigin,
  kills: readonly number[],
  onCode: CaseResult | undefined = "pass",
  onEmpty: CaseResult = "pass",
): TriedCase => ({
  case: { receiver: undefined, args: [name], wants: ["1"], origin },
  onCode,
  onEmpty,
  kills: new Set(kills),
  passes: new Set(),
});

const rows: readonly { readonly what: string; readonly of: readonly TriedCase[]; readonly chosen: string }[] =
  [
    {
      what: "what is red on the code is never chosen, whoever states it",
      of: [tried("a", "doc", [1], "assert"), tried("b", "model", [1], "panic"), tried("c", "model", [1])],
      chosen: "c",
    },
    {
      what: "what notices nothing is left out, unless a person stated it",
      of: [
        tried("a", "model", []),
        tried("b", "doc", []),
        tried("c", "person", []),
        tried("d", "model", [2]),
      ],
      chosen: "b c d",
    },
    {
      what: "one that notices more goes before two that notice the same, and a table is filled up to four",
      of: [
        tried("a", "model", [1]),
        tried("b", "model", [2]),
        tried("c", "model", [1, 2]),
        tried("d", "model", [1]),
        tried("e", "model", [2]),
      ],
      chosen: "a b c d",
    },
    {
      what: "what only the code says is taken for what nobody else notices, and stands last",
      of: [tried("x", "code", [1, 2]), tried("a", "model", [1]), tried("y", "code", [1])],
      chosen: "a x",
    },
    {
      what: "a stated case goes before the code's that notices as much",
      of: [tried("x", "code", [1]), tried("a", "model", [1])],
      chosen: "a",
    },
    {
      what: "red on an empty body is something, where there is nothing to change",
      of: [tried("a", "model", [], undefined, "assert"), tried("b", "model", [], undefined, "pass")],
      chosen: "a",
    },
    {
      what: "no more than eight rows",
      of: Array.from({ length: 12 }, (_, i) => tried(String.fromCharCode(97 + i), "model", [i])),
      chosen: "a b c d e f g h",
    },
  ];

describe("the cases that make a suite", () => {
  for (const { what, of, chosen } of rows) {
    it(what, () => {
      assert.equal(
        chooseCases(of)
          .map((t) => t.case.args[0])
          .join(" "),
        chosen,
      );
    });
  }
});
