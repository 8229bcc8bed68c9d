import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { createJudge } from "../../../src/go/judge/judge";
import { createSnapshot } from "../../../src/go/snapshot/snapshot";
import type { GoDeps } from "../../../src/go/snapshot/subject";
import { never, realDeps } from "../judge-support";

const rate = (body: string, imports = ""): string => `//go:build heavy

package parcel
${imports}
// Rate is the price of a parcel, with who carries it.
func Rate(kilos int) string {
${body}
}
`;

/** Only with -tags=depot,heavy and the linker's -X does it compile and its test pass. */
const module = {
  "go.mod": "module example.com/parcel\n\ngo 1.21\n",
  "depot.go":
    '//go:build depot\n\npackage parcel\n\nvar carrier, depot = "?", "?"\n\nconst perKilo = "4 a kilo"\n',
  "rate.go": rate('\tpanic("not implemented")'),
  "rate_test.go": `//go:build heavy

package parcel

import "testing"

func TestRate(t *testing.T) {
\tif got := Rate(3); got != "4 a kilo by Post Office" {
\t\tt.Errorf("Rate(3) = %q at %s", got, depot)
\t}
}
`,
};

const right = rate('\treturn perKilo + " by " + carrier');
const slow = '\tif runtime.GOMAXPROCS(0) == 1 {\n\t\treturn ""\n\t}\n\treturn perKilo + " by " + carrier';
const bodies = {
  right: { text: right, grade: "passing" },
  "wrong in one word": { text: right.replace("by", "with"), grade: "rejected" },
  "wrong on one processor": { text: rate(slow, '\nimport "runtime"\n'), grade: "rejected" },
} as const;

const carrier = "example.com/parcel.carrier=Post Office";

interface Given {
  readonly goflags: string;
  readonly list?: readonly string[];
  readonly tags?: readonly string[];
  /** What the reason says of tags that nobody gave. */
  readonly extra?: string;
}

/** From where flags and tags come, and that they are joined with each other and with Stubwright's own. */
const given: Readonly<Record<string, Given>> = {
  "all in GOFLAGS, one tag only in the file": {
    goflags: `-cpu=1,2 -tags=depot "-ldflags=-X '${carrier}'"`,
    extra: "built with -tags heavy, which only this file requires",
  },
  "a tag of GOFLAGS, one of the command line, flags of the settings": {
    goflags: "-tags=depot",
    list: ["-cpu=1,2", `-ldflags=-X '${carrier}' -X "example.com/parcel.depot=o'clock"`],
    tags: ["heavy"],
  },
  "the settings over GOFLAGS": {
    goflags: "-ldflags=-X=example.com/parcel.carrier=Nobody -cpu=2 -tags=heavy",
    list: ["-tags", "depot", "-ldflags", `-X '${carrier}'`, "-cpu", "2,1"],
  },
};

describe("flags and tags of several places", () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "merged-flags-test-")));
  let deps: GoDeps;
  before(async () => {
    deps = await realDeps();
    for (const [name, text] of Object.entries(module)) writeFileSync(join(dir, name), text);
  });
  after(() => rmSync(dir, { recursive: true }));

  for (const [title, { goflags, list = [], tags = [], extra }] of Object.entries(given)) {
    it(`are all in force: ${title}`, async () => {
      const env = { ...deps.env, GOENV: "off", GOFLAGS: goflags };
      const request = { file: join(dir, "rate.go"), names: ["Rate"], settings: { tags } };
      const made = await createSnapshot(request, { ...deps, env, flags: list }, never);
      assert.ok(made.ok, made.ok ? "" : messageOf(made.error));
      const judge = createJudge(made.value, deps);
      for (const [body, { text, grade }] of Object.entries(bodies)) {
        const judged = await judge.judge({ edit: { files: [] }, text, adjustments: [] }, () => {}, never);
        assert.equal(judged.grade, grade, `${body}: ${judged.reason}`);
        if (grade === "passing") assert.equal(judged.reason.includes("built with"), extra !== undefined);
        if (grade === "passing" && extra !== undefined) assert.ok(judged.reason.includes(extra));
      }
    });
  }
});
