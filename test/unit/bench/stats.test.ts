import assert from "node:assert/strict";
import { bootstrap, mcnemar, median, seeded, wilson } from "../../../src/bench/stats";

const near = (got: number, want: number) => assert.ok(Math.abs(got - want) < 5e-4, `${got} is not ${want}`);

describe("statistics of the benchmark", () => {
  // Reference values: R's binom::binom.confint(k, n, methods = "wilson").
  for (const [k, n, low, high] of [
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [19, 24, 0.5953, 0.9076],
    [0, 0, 0, 1],
  ] as const) {
    it(`Wilson interval of ${k} of ${n}`, () => {
      near(wilson(k, n).low, low);
      near(wilson(k, n).high, high);
    });
  }

  // Reference values: R's binom.test(b, b + c)$p.value.
  for (const [b, c, p] of [
    [0, 0, 1],
    [5, 5, 1],
    [0, 6, 0.03125],
    [2, 10, 0.03857],
    [10, 2, 0.03857],
  ] as const) {
    it(`exact McNemar of ${b} against ${c}`, () => near(mcnemar(b, c), p));
  }

  it("bootstraps the same interval from the same seed and holds the mean", () => {
    const values = [1, 0, 1, 1, 0, 1, 0, 1];
    const one = bootstrap(values, 7);
    assert.deepEqual(one, bootstrap(values, 7));
    assert.ok(one.low < 0.625 && one.high > 0.625);
    assert.deepEqual(bootstrap([1, 1, 1]), { low: 1, high: 1 });
    assert.deepEqual(bootstrap([]), { low: 0, high: 0 });
  });

  it("draws numbers in [0, 1) that a seed repeats", () => {
    const draw = (seed: number) => Array.from({ length: 100 }, seeded(seed));
    assert.deepEqual(draw(3), draw(3));
    assert.notDeepEqual(draw(3), draw(4));
    assert.ok(draw(3).every((x) => x >= 0 && x < 1));
  });

  for (const [values, want] of [
    [[], 0],
    [[3], 3],
    [[4, 1, 3], 3],
    [[4, 1], 2.5],
  ] as const) {
    it(`median of [${values}]`, () => assert.equal(median(values), want));
  }
});
