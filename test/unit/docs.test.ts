import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();
/** The cells of the tables of a document, without its heads' rules. */
const rows = (text: string): readonly (readonly string[])[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** Reference documents that a change of the code must not leave behind. */
describe("docs/settings.md", () => {
  const documented = new Map(
    rows(read("docs/settings.md"))
      .filter(([name]) => name?.startsWith("`stubwright."))
      .map(([name = "", value = ""]) => [name.slice(1, -1), value]),
  );
  const { properties } = manifest.contributes.configuration;

  it("has every setting and no other", () => {
    assert.ok(documented.size > 10);
    assert.deepEqual(sorted(documented.keys()), sorted(Object.keys(properties)));
  });

  for (const [name, property] of Object.entries(properties))
    it(`${name} has its default`, () => {
      assert.equal(
        /^`[^`]*`/.exec(documented.get(name) ?? "")?.[0],
        `\`${JSON.stringify(property.default)}\``,
      );
    });
});

/** What a command of the built program prints with --help. */
function help(command: string): string {
  const cli = join(root, "dist/cli.js");
  if (!existsSync(cli)) throw new Error("dist/cli.js is missing: npm run build");
  return spawnSync(process.execPath, [cli, ...command.split(" "), "--help"], { encoding: "utf8" }).stdout;
}

const flagsIn = (text: string): readonly string[] =>
  sorted([...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = ""]) => flag)).filter(
    (flag) => flag !== "--help" && flag !== "--version",
  );

const commandsIn = (text: string): readonly string[] =>
  [...(text.split("\nCommands:\n")[1] ?? "").matchAll(/^ {2}(\w+)/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "help");

/** The flags of every command and subcommand. */
function flagsOfProgram(command = ""): Readonly<Record<string, readonly string[]>> {
  const text = help(command);
  const below = commandsIn(text).map((name) => flagsOfProgram(`${command} ${name}`.trim()));
  return Object.assign(command === "" ? {} : { [command]: flagsIn(text) }, ...below);
}

/** The same as documented: a table of flags stands below a line that begins with "Taken by". */
function flagsDocumented(text: string): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  let takers: readonly string[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) takers = [];
    if (line.startsWith("Taken by ")) takers = [...line.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
    const flag = /^\| `(--[\w-]+)/.exec(line)?.[1];
    if (flag === undefined) continue;
    for (const name of takers.length > 0 ? takers : ["no command"])
      found[name] = sorted([...(found[name] ?? []), flag]);
  }
  return found;
}

describe("docs/command-line.md", () => {
  const text = read("docs/command-line.md");
  let flags: Readonly<Record<string, readonly string[]>> = {};
  before(() => {
    flags = flagsOfProgram();
  });

  it("has every flag of every command and no other", () => {
    const taking = Object.fromEntries(Object.entries(flags).filter(([, list]) => list.length > 0));
    assert.ok(Object.keys(taking).length > 6);
    assert.deepEqual(flagsDocumented(text), taking);
  });

  it("has a section for every command", () => {
    const commands = Object.keys(flags).filter((name) => !name.includes(" "));
    assert.deepEqual(
      commands.filter((name) => !new RegExp(`^## ${name}$`, "m").test(text)),
      [],
    );
  });
});

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "examples/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

const anchorsOf = (path: string): readonly string[] =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));

/** Why a relative link of a document leads nowhere; undefined where it leads somewhere. */
function broken(path: string, target: string): string | undefined {
  const [file = "", anchor] = target.split("#");
  const there = file === "" ? path : relative(root, join(root, dirname(path), file));
  if (!existsSync(join(root, there))) return `${target}: there is no ${there}`;
  return anchor === undefined || anchorsOf(there).includes(anchor) ? undefined : `${target}: no such heading`;
}

describe("documents", () => {
  for (const path of documents)
    it(`${path}: every link leads somewhere`, () => {
      const targets = [
        ...read(path).matchAll(/\]\((?!https?:)([^)\s]+)\)/g),
        ...read(path).matchAll(/^\[[^\]]+\]: (?!https?:)(\S+)$/gm),
      ].map(([, target = ""]) => target);
      assert.deepEqual(
        targets.flatMap((target) => broken(path, target) ?? []),
        [],
      );
    });

  it("docs/architecture.md: every name in brackets is defined below, and every definition is used", () => {
    const definition = /^\[([^\]]+)\]: \S+$/gm;
    const text = read("docs/architecture.md").replace(/```[\s\S]*?```|`[^`]*`/g, "");
    const defined = [...text.matchAll(definition)].map(([, name = ""]) => name);
    const named = [...text.replace(definition, "").matchAll(/\[([^\]]+)\](?!\()/g)];
    assert.deepEqual(sorted(named.map(([, name = ""]) => name)), sorted(defined));
  });

  it("name commands of the palette by their titles", () => {
    const titles = manifest.contributes.commands.map(({ category, title }) => `${category}: ${title}`);
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/_(Stubwright:\s[^_]+)_/g)].map(([, title = ""]) => title.replace(/\s/g, " ")),
    );
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter((title) => !titles.includes(title)),
      [],
    );
  });

  it("give a reason for every runtime dependency and no other", () => {
    const given = rows(read("CONTRIBUTING.md"))
      .slice(1)
      .flatMap(([names = ""]) => names.split(", "));
    assert.deepEqual(sorted(given), sorted(Object.keys(manifest.dependencies)));
  });
});
