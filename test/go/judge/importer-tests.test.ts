import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { checkCandidate } from "../../../src/go/judge/check";
import { never, realDeps, rewritten } from "../judge-support";

const files: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/hours\n\ngo 1.21\n",
  "clock/clock.go": 'package clock\n\n// Noon is 12.\nfunc Noon() int {\n\tpanic("TODO")\n}\n',
  "clock/clock_test.go":
    'package clock\n\nimport "testing"\n\nfunc TestNoon(t *testing.T) {\n\tif Noon() != 12 {\n\t\tt.Fail()\n\t}\n}\n',
  "alarm/alarm.go":
    'package alarm\n\nimport "example.com/hours/clock"\n\nfunc At() int { return clock.Noon() }\n',
  "alarm/alarm_test.go":
    'package alarm\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestAt(t *testing.T) {\n\ttime.Sleep(time.Hour)\n\tAt()\n}\n',
};

describe("the tests of importing packages", () => {
  it("are ended by their time, also while one runs, and that is said", async () => {
    const deps = await realDeps();
    const dir = realpathSync(mkdtempSync(join(tmpdir(), "importers-test-")));
    try {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(dir, name)), { recursive: true });
        writeFileSync(join(dir, name), text);
      }
      const file = join(dir, "clock", "clock.go");
      const candidateText = rewritten(deps.parser, file, { bodies: { Noon: "\treturn 12" } });
      const settings = { importersMs: 2_000, testTimeoutMs: 3_600_000 };
      const judged = await checkCandidate(
        { file, names: ["Noon"], candidateText, settings },
        deps,
        () => {},
        never,
      );
      assert.ok(judged.ok, judged.ok ? "" : messageOf(judged.error));
      assert.equal(judged.value.grade, "passing");
      assert.match(judged.value.reason, /the tests of example\.com\/hours\/alarm did not end within 2 s/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
