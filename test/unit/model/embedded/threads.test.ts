import assert from "node:assert/strict";
import { threadCount, type Work } from "../../../../src/model/embedded/threads";

/** What happened since the look before: milliseconds of time, processor time of all and of this process. */
type Stretch = readonly [elapsed: number, machine: number, own: number];

const cases: readonly {
  readonly name: string;
  readonly most: number;
  readonly cores: number;
  readonly stretches: readonly Stretch[];
  readonly counts: readonly number[];
}[] = [
  {
    name: "a quiet machine is used whole",
    most: 2,
    cores: 2,
    stretches: [[400, 400, 390]],
    counts: [2],
  },
  {
    name: "an editor at rest takes no core",
    most: 2,
    cores: 2,
    stretches: [[400, 840, 800]],
    counts: [2],
  },
  {
    name: "one busy neighbour takes one of two cores, and gives it back",
    most: 2,
    cores: 2,
    stretches: [
      [400, 800, 400],
      [400, 800, 800],
    ],
    counts: [1, 2],
  },
  {
    name: "one thread is left where others have everything",
    most: 2,
    cores: 2,
    stretches: [[400, 800, 0]],
    counts: [1],
  },
  {
    name: "what was found is kept until there is a new window to look at",
    most: 2,
    cores: 2,
    stretches: [
      [400, 800, 0],
      [50, 100, 100],
      [150, 300, 300],
    ],
    counts: [1, 1, 2],
  },
  { name: "never more than allowed", most: 4, cores: 16, stretches: [[400, 800, 400]], counts: [4] },
  { name: "eight cores, three of them taken", most: 8, cores: 8, stretches: [[400, 1600, 400]], counts: [5] },
];

describe("how many threads compute", () => {
  for (const { name, most, cores, stretches, counts } of cases) {
    it(name, () => {
      let now: Work = { at: 0, machine: 0, own: 0 };
      const pick = threadCount(most, cores, () => now);
      const picked = stretches.map(([elapsed, machine, own]) => {
        now = { at: now.at + elapsed, machine: now.machine + machine, own: now.own + own };
        return pick();
      });
      assert.deepEqual(picked, counts);
    });
  }
});
