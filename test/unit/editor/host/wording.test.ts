import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inEditor, problemMessage } from "../../../../src/editor/host/wording";

const src = join(__dirname, "../../../../src");
/** Flags and commands of the command line, as words of a sentence. */
const flag =
  /(?<![\w"-])--(?:server|go|from|model|budget|hint|apply|seed|no-sandbox|allow-\w+)\b|stubwright (?:models|doctor|implement)/;

describe("what the editor says", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "go was not found.",
      "Say where it is with --go.",
      "go was not found. Say where it is with the setting stubwright.go.path.",
    ],
    [
      "No server answers.",
      "Name another with --server.",
      "No server answers. Name another with the setting stubwright.server.",
    ],
    [
      "No model.",
      "Run `stubwright models pull` (491 MB).",
      "No model. Run `Stubwright: Select Model` (491 MB).",
    ],
    [
      "It writes (allow it with --allow-writes, in VS Code with stubwright.test.allowWrites).",
      "",
      "It writes (allow it with stubwright.test.allowWrites).",
    ],
  ];
  for (const [message, next, expected] of cases)
    it(expected, () => assert.equal(problemMessage({ kind: "environment", message, next }), expected));

  it("names no flag of the command line, whatever the core, go, the models and the sessions say", () => {
    const lines = ["core", "go", "model", "session"].flatMap((folder) =>
      readdirSync(join(src, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .flatMap((name) => readFileSync(join(src, folder, name), "utf8").split("\n")),
    );
    const flagged = lines.filter((line) => flag.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line));
    assert.ok(flagged.length > 3);
    assert.deepEqual(
      flagged.map(inEditor).filter((line) => flag.test(line)),
      [],
    );
  });
});
