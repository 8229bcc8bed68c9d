import assert from "node:assert/strict";
import { note, problem } from "../../../../src/core/problem/codes";
import { byHand, bySetting } from "../../../../src/core/problem/next";
import { noteMessage, problemMessage, withAdvice, withoutAdvice } from "../../../../src/editor/host/wording";

describe("what the editor says", () => {
  const down = problem("server-unreachable", { server: "http://x", cause: "--server" }, bySetting("server"));

  it("a problem, with the setting to change", () =>
    assert.equal(
      problemMessage(down),
      "http://x does not answer (--server). Choose a server with the setting stubwright.server.",
    ));

  it("what happened alone", () => assert.equal(withoutAdvice(down), "http://x does not answer (--server)."));

  it("a note, and one of an earlier version", () => {
    assert.match(noteMessage(note("no-sandbox", {})), /^No sandbox is active: /);
    assert.equal(noteMessage({ message: "gopls is starting" }), "gopls is starting");
  });

  it("a reason with what to do", () => {
    assert.equal(withAdvice("It broke.", undefined), "It broke.");
    assert.equal(withAdvice("It broke.", [byHand("start-run-again")]), "It broke. Start the run again.");
  });
});
