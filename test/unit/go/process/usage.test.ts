import assert from "node:assert/strict";
import { psRows } from "../../../../src/go/process/usage";

describe("what ps says of a process on macOS", () => {
  const rows: readonly [string, object][] = [
    [
      "  501     1   501   2048   0:01.25",
      { pid: 501, parent: 1, group: 501, bytes: 2_097_152, cpuMs: 1_250 },
    ],
    [
      "12345   501   501 131072  12:00.50",
      { pid: 12345, parent: 501, group: 501, bytes: 134_217_728, cpuMs: 720_500 },
    ],
  ];
  for (const [line, expected] of rows) {
    it(line.trim(), () => {
      const [row] = psRows(`${line}\n`);
      const { since: _since, ...rest } = row ?? { since: 0 };
      assert.deepEqual(rest, expected);
    });
  }

  it("skips what is no process", () => assert.deepEqual(psRows("\n\n"), []));
});
