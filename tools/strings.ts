/**
 * `npm run strings [-- WORD]`: every text that a person may read, with its place, so that all of it can be read in one
 * go: problems, notes and advice as each face words them, package.json, the command line, the panel, and what else
 * reads like prose in the sources. With WORD only texts that hold it. Prompts for the model are left out.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { capabilities, contributes } from "../package.json";
import { type AdviceCode, advice } from "../src/core/problem/advice";
import { type NoteCode, note, type ProblemCode, problem } from "../src/core/problem/codes";
import {
  byCommand,
  bySetting,
  type CommandName,
  commands,
  type Next,
  type OptionName,
  options,
} from "../src/core/problem/next";
import { adviceOf, messageOf, noteText } from "../src/core/problem/problem-text";
import { noteSamples, problemSamples } from "../test/unit/core/problem/samples";

interface Text {
  readonly place: string;
  readonly text: string;
}

const root = join(__dirname, "..");

/** Texts for a model, code that is written or run, and reports of the benchmark. */
const notForPeople =
  /^src\/(?:bench|core\/(?:prompt|problem|syntax|splice)|core\/testgen\/(?:test-prompt|render|trial-file|inputs)|go\/(?:helper|snapshot\/placeholders|sandbox\/(?:seatbelt|bubblewrap|run-sandboxed)))|\/wire\.ts$/;

function problems(): readonly Text[] {
  return (Object.keys(problemSamples) as ProblemCode[]).flatMap((code) =>
    (problemSamples[code] as readonly never[]).map((data) => ({
      place: code,
      text: messageOf(problem(code, data)),
    })),
  );
}

function notes(): readonly Text[] {
  return (Object.keys(noteSamples) as NoteCode[]).flatMap((code) =>
    (noteSamples[code] as readonly never[]).map((data) => ({
      place: code,
      text: noteText(note(code, data), "terminal"),
    })),
  );
}

/** In both faces where they differ. */
function advices(): readonly Text[] {
  const all: readonly (readonly [string, Next])[] = [
    ...(Object.keys(options) as OptionName[]).map((name) => [name, bySetting(name)] as const),
    ...(Object.keys(commands) as CommandName[]).map((name) => [name, byCommand(name)] as const),
    ...(Object.keys(advice) as AdviceCode[]).map(
      (code) => [code, { kind: "do", what: { code, data: { version: "1.26" } } } as Next] as const,
    ),
  ];
  return all.flatMap(([place, next]) => {
    const [terminal, editor] = [adviceOf([next], "terminal"), adviceOf([next], "editor")];
    if (terminal === editor) return [{ place, text: terminal }];
    return [
      { place: `${place} (terminal)`, text: terminal },
      { place: `${place} (editor)`, text: editor === "" ? "-" : editor },
    ];
  });
}

/** Titles, descriptions and contents of whatever lies below. */
function manifest(value: unknown, place: string): readonly Text[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = Array.isArray(value) ? place : `${place}.${key}`;
    const isText = /^(?:title|name|description|markdownDescription|contents)$/.test(key);
    return typeof inner === "string" && isText ? [{ place: at, text: inner }] : manifest(inner, at);
  });
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name))
    .filter((path) => !notForPeople.test(path))
    .sort();
}

/** What of a file reads like prose. */
function textsOf(path: string): readonly Text[] {
  const file = ts.createSourceFile(
    path,
    readFileSync(join(root, path), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Text[] = [];
  const add = (node: ts.Node, text: string): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    for (const part of ts.isTaggedTemplateExpression(node.parent) ? shownOf(text) : [text])
      if (isProse(part)) found.push({ place: `${relative(root, join(root, path))}:${line}`, text: part });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isMistake(node)) return;
    if (ts.isStringLiteralLike(node)) add(node, node.text);
    else if (ts.isTemplateExpression(node)) add(node, templateText(node, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A bug throws: nobody is to read that. */
const isMistake = (node: ts.Node): boolean => ts.isThrowStatement(node);

const templateText = (node: ts.TemplateExpression, file: ts.SourceFile): string =>
  node.head.text +
  node.templateSpans
    .map(({ expression, literal }) => {
      const inner = expression.getText(file);
      return `{${/^[\w.]+$/.test(inner) ? inner : "…"}}${literal.text}`;
    })
    .join("");

/** Of a page: what stands between its tags, and in attributes that are shown or read out. */
function shownOf(html: string): readonly string[] {
  const attributes = [...html.matchAll(/(?:title|aria-label|label|placeholder)="([^"]*)"/g)].map(
    (m) => m[1] ?? "",
  );
  const between = html.split(/<[^>]*>/).map((text) => text.replace(/\s+/g, " ").trim());
  return [...between, ...attributes];
}

/** Two words side by side, and nothing that only code holds. */
const isProse = (text: string): boolean =>
  /(?:[A-Za-z]{2,}|\})[,.:;]? [a-zA-Z{]{1,}/.test(text.trim()) &&
  !/^(?:package|func|import|return|var|for|if|go|type|data|ulimit|printf) |=>|&&|\bfunc\(|:=|^\W*$|^[\w-]+(?: --?[\w-]+)+$|\\[bwdsnS(]/.test(
    text.trim(),
  );

function print(title: string, texts: readonly Text[]): number {
  const [, , word] = process.argv;
  const shown = texts.filter(({ text }) => word === undefined || text.includes(word));
  if (shown.length === 0) return 0;
  console.log(`\n== ${title}\n`);
  for (const { place, text } of shown) console.log(`${place}\n    ${text.trim().replaceAll("\n", "\n    ")}`);
  return shown.length;
}

const count = [
  print("problems", problems()),
  print("notes", notes()),
  print("advice", advices()),
  print("package.json", manifest({ capabilities, contributes }, "")),
  print("command line", [...textsOf("src/cli.ts"), ...sources("src/cli").flatMap(textsOf)]),
  print("panel", sources("media/run").flatMap(textsOf)),
  print("editor", [...textsOf("src/extension.ts"), ...sources("src/editor").flatMap(textsOf)]),
  ...["core", "go", "model", "session"].map((layer) =>
    print(`reasons of src/${layer}`, sources(`src/${layer}`).flatMap(textsOf)),
  ),
].reduce((sum, n) => sum + n, 0);
console.log(`\n${count} texts`);
