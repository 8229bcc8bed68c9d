import assert from "node:assert/strict";
import { note, problem } from "../../../../src/core/problem/codes";
import { byHand, bySetting } from "../../../../src/core/problem/next";
import { advised, messageOf, noteMessage, problemMessage } from "../../../../src/editor/host/wording";

describe("what the editor says", () => {
  const down = problem("server-unreachable", { server: "http://x", cause: "--server" }, bySetting("server"));

  it("a problem, with the setting to change", () =>
    assert.equal(
      problemMessage(down),
      "http://x does not answer (--server). Choose a server with the setting stubwright.server.",
    ));

  it("what happened alone", () => assert.equal(messageOf(down), "http://x does not answer (--server)."));

  it("a note, and one of an earlier version", () => {
    assert.match(noteMessage(note("no-sandbox", {})), /^No sandbox is active: /);
    assert.equal(noteMessage({ message: "gopls is starting" }), "gopls is starting");
  });

  it("a reason with what to do", () => {
    assert.equal(advised("It broke.", undefined), "It broke.");
    assert.equal(advised("It broke.", [byHand("start-run-again")]), "It broke. Start the run again.");
  });
});
