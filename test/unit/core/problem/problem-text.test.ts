import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contributes } from "../../../../package.json";
import { type AdviceCode, type AdviceData, advice } from "../../../../src/core/problem/advice";
import {
  type NoteCode,
  type NoteData,
  note,
  type ProblemCode,
  type ProblemData,
  problem,
} from "../../../../src/core/problem/codes";
import { messages } from "../../../../src/core/problem/messages";
import {
  byCommand,
  byHand,
  bySetting,
  type CommandName,
  commands,
  type Next,
  type OptionName,
  options,
} from "../../../../src/core/problem/next";
import { noteMessages } from "../../../../src/core/problem/note-messages";
import { adviceOf, type Face, noteText, worded } from "../../../../src/core/problem/problem-text";
import { noteSamples, problemSamples } from "./samples";

const faces = ["terminal", "editor"] as const;
const src = join(__dirname, "../../../../src");
const flag = /(?<![\w"-])--[a-z][\w-]+|stubwright (?:models|doctor|implement|fix|test|check)\b/;
const palette = /\bstubwright\.(?!md)[a-z][\w.]*|\bStubwright: [A-Z]/;
const titles = contributes.commands.map((c) => `${c.category}: ${c.title.replace(/…$/, "")}`);

/** All that can be advised. */
const all: readonly Next[] = [
  ...(Object.keys(options) as OptionName[]).map(bySetting),
  ...(Object.keys(commands) as CommandName[]).map(byCommand),
  ...(Object.keys(advice) as AdviceCode[]).map(
    (code) =>
      ({
        kind: "do",
        what: { code, data: { version: "1.2.3" } as AdviceData["install-go-version"] },
      }) as Next,
  ),
];

const sentences = (face: Face): readonly string[] => [
  ...(Object.keys(messages) as ProblemCode[]).flatMap((code) =>
    (problemSamples[code] as readonly ProblemData[typeof code][]).map((data) =>
      worded(problem(code, data), face),
    ),
  ),
  ...(Object.keys(noteMessages) as NoteCode[]).flatMap((code) =>
    (noteSamples[code] as readonly NoteData[typeof code][]).map((data) => noteText(note(code, data), face)),
  ),
  ...all.map((next) => adviceOf([next], face)).filter((text) => text !== ""),
];

describe("what a person is told", () => {
  it("in the terminal, names no setting and no command of the palette", () =>
    assert.deepEqual(
      sentences("terminal").filter((text) => palette.test(text)),
      [],
    ));

  it("in the editor, names no flag and no command of the command line", () =>
    assert.deepEqual(
      sentences("editor").filter((text) => flag.test(text)),
      [],
    ));

  for (const face of faces)
    it(`is whole sentences (${face})`, () => {
      // A sentence begins with a capital, or with a path, an address, or a name of Go's.
      const begins = /^(?:[\p{Lu}/]|https?:|go(?:pls)? |suite\.|bubblewrap)/u;
      const odd = sentences(face).filter(
        (text) => !begins.test(text) || !text.endsWith(".") || /\.\.| {2}/.test(text),
      );
      assert.deepEqual(odd, []);
    });

  it("is left out where a face has nothing to offer", () => {
    assert.equal(adviceOf([bySetting("function")], "editor"), "");
    assert.equal(adviceOf([bySetting("function")], "terminal"), "Name another function with --function.");
  });

  const told: readonly (readonly [readonly Next[], string, string])[] = [
    [
      [byHand("start-server"), bySetting("server")],
      "Start it, or choose a server with --server.",
      "Start it, or choose a server with the setting stubwright.server.",
    ],
    [
      [bySetting("go")],
      "Name a go command or a GOROOT with --go.",
      "Name a go command or a GOROOT with the setting stubwright.go.path.",
    ],
    [
      [byCommand("pull-model"), byHand("start-a-server"), bySetting("server")],
      "Run `stubwright models pull` to download the embedded model, start Ollama, LM Studio or llama-server, or choose a server with --server.",
      "Run `Stubwright: Select Model` to download the embedded model, start Ollama, LM Studio or llama-server, or choose a server with the setting stubwright.server.",
    ],
    [
      [bySetting("allow-writes"), bySetting("allow-writes")],
      "Let tests write to their package directory with --allow-writes.",
      "Let tests write to their package directory with the setting stubwright.test.allowWrites.",
    ],
    [
      [bySetting("sandbox")],
      "Run generated code without protection with --no-sandbox.",
      "Switch off the setting stubwright.sandbox to run generated code without protection.",
    ],
  ];
  for (const [next, terminal, editor] of told)
    it(terminal, () => {
      assert.equal(adviceOf(next, "terminal"), terminal);
      assert.equal(adviceOf(next, "editor"), editor);
    });

  it("leaves alone what a test or a server printed", () => {
    const output = "usage: app --server URL, see stubwright.server, --go and `stubwright models pull`";
    for (const face of faces) {
      const test = { test: "TestF", failure: output };
      assert.ok(worded(problem("test-depends-on-order", test), face).includes(output));
      const refused = { server: "http://x", status: "400", says: output };
      assert.ok(worded(problem("request-refused", refused, bySetting("server")), face).includes(output));
      assert.equal(noteText({ message: output }, face), output, "a note that an earlier version stored");
    }
  });
});

describe("names that a person is told", () => {
  const ofTheGoExtension: readonly string[] = ["go.testEnvVars"];
  const definitions = ["cli.ts", "cli/flags.ts"]
    .map((file) => readFileSync(join(src, file), "utf8"))
    .join("\n");
  for (const [name, { flag, variable, setting, palette }] of Object.entries(options)) {
    it(`exist: ${name}`, () => {
      if (flag !== undefined)
        assert.match(definitions, new RegExp(`\\.(?:option|requiredOption)\\(\\s*"${flag}[ "]`));
      if (setting !== undefined && !ofTheGoExtension.includes(setting))
        assert.ok(Object.hasOwn(contributes.configuration.properties, setting), setting);
      if (palette !== undefined) assert.ok(titles.includes(palette), palette);
      assert.ok(flag !== undefined || variable !== undefined);
    });
  }

  for (const [name, { cli, palette }] of Object.entries(commands)) {
    it(`exist: ${name}`, () => {
      const [, ...words] = cli.split(" ");
      for (const word of words)
        assert.match(
          definitions,
          word.startsWith("--")
            ? new RegExp(`\\.option\\("${word}"`)
            : new RegExp(`\\.command\\("${word}"\\)`),
        );
      assert.ok(titles.includes(palette), palette);
    });
  }
});
