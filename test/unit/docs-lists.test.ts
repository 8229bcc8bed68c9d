import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { armNames } from "../../src/bench/arms";
import { outcomeLooks } from "../../src/core/events/look";
import { gates } from "../../src/core/verdict";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** What stands below a heading, up to the next one of its level or a higher one. */
function section(text: string, heading: string): string {
  const lines = text.split("\n");
  const start = lines.indexOf(heading);
  assert.notEqual(start, -1, `no heading ${heading}`);
  const level = heading.indexOf(" ");
  const end = lines.findIndex((line, i) => i > start && /^#+ /.test(line) && line.indexOf(" ") <= level);
  return lines.slice(start + 1, end === -1 ? undefined : end).join("\n");
}

/** The first table of a text, without its head. */
const tableOf = (text: string): readonly (readonly string[])[] =>
  (/(?:^\|.*\n)+/m.exec(text)?.[0] ?? "")
    .trim()
    .split("\n")
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );

const quotedIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

const grades = read("docs/grades.md");
const commandLine = read("docs/command-line.md");

describe("docs/grades.md", () => {
  /** Only generated tests pass it: no draft of a body is judged by it. */
  const ofGeneratedTests = "asserts";
  const documented = section(grades, "## Gates");

  it("has every gate of a candidate, in the order in which they run", () =>
    assert.deepEqual(
      tableOf(documented).map(([gate]) => gate),
      gates.filter((gate) => gate !== ofGeneratedTests),
    ));

  it("says that one more gate is for generated tests only", () => {
    assert.ok(gates.includes(ofGeneratedTests));
    assert.match(documented, /`asserts`[^.]*generated tests/);
  });

  it("explains every outcome by the name that people see, and no other", () => {
    const explained = tableOf(grades);
    assert.deepEqual(
      explained.map(([outcome = ""]) => outcome.toLowerCase()),
      Object.values(outcomeLooks).map(({ label }) => label.toLowerCase()),
    );
    for (const [outcome, meaning = ""] of explained) assert.ok(meaning.length > 20, `${outcome}: ${meaning}`);
  });
});

/** Every `type: "…"` of the members of RunEvent. */
function runEvents(): readonly string[] {
  const path = "src/core/events/events.ts";
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  const union = source.statements.filter(ts.isTypeAliasDeclaration).find((s) => s.name.text === "RunEvent");
  assert.ok(union, `no RunEvent in ${path}`);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertySignature(node) &&
      node.name.getText() === "type" &&
      node.type !== undefined &&
      ts.isLiteralTypeNode(node.type) &&
      ts.isStringLiteral(node.type.literal)
    )
      found.push(node.type.literal.text);
    ts.forEachChild(node, visit);
  };
  visit(union);
  return found;
}

describe("docs/command-line.md", () => {
  it("names every event of a run", () => {
    const events = runEvents();
    assert.ok(events.length > 10);
    // Of the section, what speaks of implement and fix: other commands have events of their own, some of the same name.
    const [ofRuns = ""] = section(commandLine, "## JSON").split("\n`check --json`");
    const named = [
      ...quotedIn(ofRuns),
      ...[...ofRuns.matchAll(/"type": "([\w-]+)"/g)].map(([, name]) => name),
    ];
    assert.deepEqual(
      events.filter((event) => !named.includes(event)),
      [],
    );
  });

  it("has every outcome of a run among its JSON", () => {
    const listed = /^- `outcome` is ([^.]*)\./m.exec(section(commandLine, "## JSON"))?.[1] ?? "";
    assert.deepEqual([...quotedIn(listed)].sort(), Object.keys(outcomeLooks).sort());
  });

  it("has every arm of a benchmark in the row of --arms", () => {
    const row = commandLine.split("\n").find((line) => line.startsWith("| `--arms LIST`")) ?? "";
    const [, , meaning = ""] = row.split("|");
    assert.deepEqual(quotedIn(meaning.replace(/\(default .*\)/, "")), armNames);
  });
});

describe("stubwright bench --help", () => {
  it("has every arm of a benchmark", () => {
    const help = /"--arms <list>",\s*"([^"]*)"/.exec(read("src/cli.ts"))?.[1];
    assert.equal(help, armNames.join(", "));
  });
});
