import assert from "node:assert/strict";
import { raceFrames } from "../../../../src/go/testrun/race-report";

const access = (what: string, frames: readonly (readonly [string, string])[]): string =>
  `${what}:\n${frames.map(([name, place]) => `  ${name}()\n      ${place} +0x44\n`).join("")}\n`;

const report = (...parts: readonly string[]): string =>
  `==================\nWARNING: DATA RACE\n${parts.join("")}==================\n`;

const add = ["example.com/m/meter.(*Meter).Add", "/m/meter/meter.go:15"] as const;
const read = ["example.com/m/meter.(*Meter).Read", "/m/meter/meter.go:20"] as const;
const test = ["example.com/m/meter.TestTogether.func1", "/m/meter/meter_test.go:14"] as const;
const library = ["sync.(*WaitGroup).Go", "/usr/local/go/src/sync/waitgroup.go:9"] as const;

/** What the race detector printed, and the frames that are looked at. */
const cases: readonly {
  readonly title: string;
  readonly output: string;
  readonly frames: readonly string[];
}[] = [
  { title: "no report", output: "--- FAIL: TestA\n", frames: [] },
  {
    title: "a read and a write, the test's frames last, the library's left out",
    output: report(
      access("Read at 0x00c0 by goroutine 8", [read, test]),
      access("Previous write at 0x00c0 by goroutine 7", [add, library, test]),
    ),
    frames: [
      "meter.(*Meter).Read meter.go:20",
      "meter.(*Meter).Add meter.go:15",
      "meter.TestTogether.func1 meter_test.go:14",
      "meter.TestTogether.func1 meter_test.go:14",
    ],
  },
  {
    title: "the first of two reports",
    output: `before\n${report(access("Write at 0x1 by goroutine 8", [add]))}${report(access("Write at 0x2 by goroutine 9", [read]))}`,
    frames: ["meter.(*Meter).Add meter.go:15"],
  },
  {
    title: "a report that is cut short",
    output: report(access("Write at 0x1 by goroutine 8", [add])).replace(/=+\n$/, ""),
    frames: ["meter.(*Meter).Add meter.go:15"],
  },
  {
    title: "a module beside it whose path begins alike",
    output: report(access("Write at 0x1 by goroutine 8", [["example.com/m2.F", "/m2/f.go:1"]])),
    frames: [],
  },
];

describe("a report of the race detector", () => {
  for (const { title, output, frames } of cases) {
    it(title, () => {
      assert.deepEqual(
        raceFrames(output, "/m").map((f) => `${f.name} ${f.file.split("/").at(-1)}:${f.line}`),
        frames,
      );
    });
  }
});
