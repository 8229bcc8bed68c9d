import assert from "node:assert/strict";
import { parseMessage } from "../../../../src/editor/panel/parse-message";

describe("a message of the panel", () => {
  const act = (value: unknown) => ({ type: "act", id: "r1", act: value });
  const good: readonly unknown[] = [
    { type: "ready" },
    ...["cancel", "discard", "open-target"].map((type) => act({ type })),
    act({ type: "apply", attempt: undefined }),
    act({ type: "apply", attempt: 2, withTests: true }),
    act({ type: "review", attempt: 3 }),
    act({ type: "more", hint: "use a heap" }),
    act({ type: "answer", answer: 0 }),
    act({ type: "answer", answer: undefined }),
    act({ type: "open-candidate", attempt: 1, file: "/m/x.go", line: 3, column: 0 }),
  ];
  for (const message of good)
    it(`is taken: ${JSON.stringify(message)}`, () => assert.deepEqual(parseMessage(message), message));

  const bad: readonly unknown[] = [
    undefined,
    "ready",
    { type: "act", act: { type: "cancel" } },
    { type: "act", id: 1, act: { type: "cancel" } },
    act(undefined),
    act({ type: "delete-everything" }),
    act({ type: "apply", attempt: "1" }),
    act({ type: "review", attempt: -1 }),
    act({ type: "more", hint: 1 }),
    act({ type: "answer", answer: "1" }),
    act({ type: "open-candidate", attempt: 1, file: 1, line: 3, column: 0 }),
  ];
  for (const message of bad)
    it(`is refused: ${JSON.stringify(message)}`, () => assert.equal(parseMessage(message), undefined));
});
