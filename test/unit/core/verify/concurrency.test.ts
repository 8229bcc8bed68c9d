import assert from "node:assert/strict";
import { aboutConcurrency } from "../../../../src/core/verify/concurrency";
import { loadGoParser } from "../../../../src/go/toolchain/parser";

describe("what runs at the same time", () => {
  const plain = "return 0";
  for (const { doc = "F adds up.", signature = "F(n int) int", body = plain, seen } of [
    { doc: "F calls all of them, each in a goroutine of its own.", seen: true },
    { doc: "F may be called concurrently.", seen: true },
    { doc: "F fetches them in parallel.", seen: true },
    { doc: "F runs them at the same time.", seen: true },
    { doc: "F is the distance of two parallel lines.", seen: false },
    { body: "go func() { n++ }()\nreturn n", seen: true },
    { body: "go s.work(n)\nreturn n", seen: true },
    { body: "var wg sync.WaitGroup\nwg.Wait()\nreturn n", seen: true },
    { signature: "(c *C) F(n int) int", body: "c.mu.Lock()\ndefer c.mu.Unlock()\nreturn n", seen: true },
    { signature: "F(in <-chan int) int", seen: true },
    { doc: "F goes through the list; it makes no copy.", seen: false },
    { body: "if n < -1 {\nreturn n\n}\nreturn 0", seen: false },
    { doc: "F says how often they met at the same place.", body: "return len(text) // go on", seen: false },
  ])
    it(`${doc} ${signature} ${body.replaceAll("\n", "; ")}: ${seen ? "not to be verified" : "may be"}`, async () => {
      const text = `package p\n\n// ${doc}\nfunc ${signature} {\n${body}\n}\n`;
      const name = signature.startsWith("(") ? "C.F" : "F";
      assert.equal(aboutConcurrency(await loadGoParser(), text, [name]) !== undefined, seen);
    });
});
