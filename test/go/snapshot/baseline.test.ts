import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../../src/core/problem/problem-text";
import { createJudge } from "../../../src/go/judge/judge";
import { createSnapshot } from "../../../src/go/snapshot/snapshot";
import type { GoDeps, SnapshotRequest } from "../../../src/go/snapshot/subject";
import { modules, never, realDeps, rewritten } from "../judge-support";

interface Expected {
  readonly target: readonly string[];
  readonly green: readonly string[];
  readonly red: readonly string[];
  readonly blind: readonly string[];
}

const sames = Array.from({ length: 30 }, (_, i) => `TestSame${i + 1}`);

const cases: readonly [string, string, readonly string[], Expected][] = [
  [
    "a stub, a test that recovers, and one that needs another stub",
    "words/words.go",
    ["Reverse"],
    {
      target: ["TestReverse"],
      green: ["TestCount"],
      red: ["TestReverseOfLongest"],
      blind: ["TestReverseDoesNotMatter"],
    },
  ],
  [
    "a function that is written already",
    "words/words.go",
    ["Count"],
    {
      target: ["TestCount"],
      green: ["TestReverseDoesNotMatter"],
      red: ["TestReverse", "TestReverseOfLongest"],
      blind: [],
    },
  ],
  [
    "subtests, TestMain, a skipped and a red test",
    "kinds/kinds.go",
    ["Sum"],
    {
      target: ["TestSum"],
      green: ["TestReady"],
      red: ["TestSkipped", "TestRed", "FuzzEven", "ExampleTitle"],
      blind: [],
    },
  ],
  [
    "more tests than share a process: parallel ones, goroutines, one that recovers and one that hangs",
    "many/many.go",
    ["Half"],
    {
      target: ["TestHalf", "TestHalfOfHalf", "TestGoroutine"],
      green: sames,
      red: ["TestHangs"],
      blind: ["TestRecovers"],
    },
  ],
  [
    "tests that start themselves again and keep what that process prints, with their environment and without",
    "forks/forks.go",
    ["Code"],
    {
      target: ["TestInherits", "TestClears", "TestCopies"],
      green: ["TestOther", "TestStartsOther"],
      red: [],
      blind: ["TestAnyFailure"],
    },
  ],
];

describe("the baseline", () => {
  let deps: GoDeps;
  before(async () => {
    deps = await realDeps();
  });

  const snapshotOf = async (request: SnapshotRequest, env = deps.env) => {
    const settings = { allowNonStub: true, testTimeoutMs: 2_000, ...request.settings };
    const made = await createSnapshot({ ...request, settings }, { ...deps, env }, never);
    assert.ok(made.ok, made.ok ? "" : messageOf(made.error));
    return made.value;
  };

  it("of tests that ask how they run: GOFLAGS says it, as under go test", async () => {
    const tests = join(modules, "words", "words_test.go");
    const asks = `package words

import (
	"runtime"
	"testing"
)

func TestHow(t *testing.T) {
	if !testing.Short() || runtime.GOMAXPROCS(0) != 3 {
		t.Fatal("neither short nor on three processors")
	}
}
`;
    const request = {
      file: join(modules, "words", "words.go"),
      names: ["Reverse"],
      buffers: new Map([[tests, asks]]),
    };
    const green = async (env: GoDeps["env"]) =>
      (await snapshotOf(request, env)).baseline.greenTests.map((t) => t.name);
    assert.deepEqual(await green({ ...deps.env, GOFLAGS: "-short '-cpu=3' -count=2" }), ["TestHow"]);
    assert.deepEqual(await green(deps.env), []);
  });

  for (const [title, path, names, expected] of cases) {
    it(`of ${title}`, async () => {
      const { baseline } = await snapshotOf({ file: join(modules, path), names });
      const found = {
        target: baseline.targetTests,
        green: baseline.greenTests,
        red: baseline.redTests,
        blind: baseline.blindTests,
      };
      for (const [kind, tests] of Object.entries(found)) {
        const list = expected[kind as keyof Expected];
        assert.deepEqual(tests.map((t) => t.name).sort(), [...list].sort(), kind);
        for (const test of tests)
          assert.match(readFileSync(test.file, "utf8"), new RegExp(`^func ${test.name}\\(`, "m"));
      }
      for (const test of [...found.target, ...found.blind]) assert.deepEqual(test.reaches, names);
    });
  }

  const refused: readonly [string, (deps: GoDeps) => string, string, RegExp][] = [
    [
      "a file of tests",
      () => join(modules, "words", "words_test.go"),
      "TestReverse",
      /is a test file: tests judge/,
    ],
    [
      "Go itself",
      ({ toolchain }) => join(toolchain.goroot, "src", "strings", "strings.go"),
      "Repeat",
      /is part of Go itself \(/,
    ],
  ];
  for (const [what, path, name, message] of refused) {
    it(`there is none for ${what}`, async () => {
      const settings = { allowNonStub: true };
      const made = await createSnapshot({ file: path(deps), names: [name], settings }, deps, never);
      assert.ok(!made.ok);
      assert.match(messageOf(made.error), message);
    });
  }

  it("is made of the unsaved buffers, tests among them", async () => {
    const file = join(modules, "words", "words.go");
    const text = `\uFEFF${readFileSync(file, "utf8").replace("Reverse(s string)", "Flip(s string)").replaceAll("\n", "\r\n")}`;
    const test =
      'package words\n\nimport "testing"\n\nfunc TestFlip(t *testing.T) {\n\tif Flip("ab") != "ba" {\n\t\tt.Fail()\n\t}\n}\n';
    const buffers = new Map([
      [file, text],
      [join(modules, "words", "words_test.go"), test],
    ]);
    const snapshot = await snapshotOf({ file, names: ["Flip"], buffers });
    assert.deepEqual(
      snapshot.baseline.targetTests.map((t) => t.name),
      ["TestFlip"],
    );
    const body =
      '{\r\n\tout := ""\r\n\tfor _, r := range s {\r\n\t\tout = string(r) + out\r\n\t}\r\n\treturn out\r\n}';
    const candidate = text.replace('{\r\n\tpanic("not implemented")\r\n}', body);
    const judged = await createJudge(snapshot, deps).judge(
      { edit: { files: [] }, text: candidate, adjustments: [] },
      () => {},
      never,
    );
    assert.equal(judged.grade, "passing", judged.reason);
  });

  it("lets no vet finding count that was there before", async () => {
    const file = join(modules, "repair", "repair.go");
    const old = readFileSync(file, "utf8").replace("return b.String()", "b = b\n\treturn b.String()");
    const snapshot = await snapshotOf({ file, names: ["Initials"], buffers: new Map([[file, old]]) });
    const judge = createJudge(snapshot, deps);
    const fixed = old.replace('strings.Split(s, " ")', "strings.Fields(s)");
    for (const [text, status] of [
      [fixed, "passed"],
      [fixed.replace("b = b\n", "b = b\n\ts = s\n"), "failed"],
    ] as const) {
      const judged = await judge.judge({ edit: { files: [] }, text, adjustments: [] }, () => {}, never);
      assert.equal(judged.verdicts.find((v) => v.gate === "vet")?.status, status, judged.reason);
    }
  });

  it("of a candidate that passes among many tests", async () => {
    const file = join(modules, "many", "many.go");
    const snapshot = await snapshotOf({ file, names: ["Half"] });
    const text = rewritten(deps.parser, file, { bodies: { Half: "\treturn n / 2" } });
    const judged = await createJudge(snapshot, deps).judge(
      { edit: { files: [] }, text, adjustments: [] },
      () => {},
      never,
    );
    assert.match(
      judged.reason,
      /^TestHalf, TestHalfOfHalf and TestGoroutine were red on the stub and are green now; 31 other tests stayed green; TestRecovers proves nothing/,
    );
    assert.deepEqual(judged.tests, { passed: 3, total: 3 });
  });
});
