import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { Finding } from "../../core/verdict";
import { at, type Frame, leading, printedFrames, type TestSite } from "./findings";
import { helperFile, textOf } from "./helper-file";
import { libraryReports } from "./library-reports";
import { cut, oneLine } from "./message";
import type { TestRun } from "./test2json";

/** More than this of one test would only repeat itself. */
const perTest = 3;
/** How many are looked at to find those: each may ask the disk for a file. */
const mostEntries = 1_000;

/** What a failed test says, the failing subtests first; always at least one finding. */
export function failureFindings(name: string, runs: readonly TestRun[], site: TestSite): readonly Finding[] {
  const failed = runs.filter(
    (r) => r.status === "fail" && (r.name === name || r.name.startsWith(`${name}/`)),
  );
  const told = failed
    .reverse()
    .map((run): Told => ({ of: run.name, reports: reportsOf(run, site).slice(0, perTest) }));
  const findings = spokenThroughParent(told);
  if (findings.length > 0) return findings;
  const output = failed.map((r) => r.output.trim()).join("\n");
  const message = output === "" ? `${name} fails without a message` : printed(output);
  return [at(site, name, "assertion", message)];
}

/** What a test or a library prints by itself: what it fails by tends to come last. */
function printed(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  if (lines.length <= 3 || output.startsWith("got:")) return cut(oneLine(output));
  const last = lines.findLast((line) => /[\p{L}\p{N}]/u.test(line)) ?? "";
  return `${last.trim()}\n${cut(output)}`;
}

interface Told {
  readonly of: string;
  readonly reports: readonly Finding[];
}

/** A subtest that calls Fatal of its parent is ended without a word of its own: what its parent says is about it. */
function spokenThroughParent(told: readonly Told[]): readonly Finding[] {
  const isEnded = ({ reports }: Told) => reports.length > 0 && reports.every((f) => goexit.test(f.message));
  const ended = told.find(isEnded);
  const spoken = told.filter((t) => !isEnded(t)).flatMap((t) => t.reports);
  if (ended === undefined || spoken.length === 0) return told.flatMap((t) => t.reports);
  const parent = ended.of.slice(0, ended.of.lastIndexOf("/"));
  return spoken.map((f) => (f.test === parent ? { ...f, test: ended.of } : f));
}

/** What the testing package says in a subtest's place. */
const goexit = /test executed panic\(nil\) or runtime\.Goexit/;

/** What one failed test or subtest says is wrong, each at its place; nothing where it says nothing that can be read. */
function reportsOf(run: TestRun, site: TestSite): readonly Finding[] {
  const library = libraryReports(run, site);
  return library.length > 0 ? library : entries(run, site);
}

interface Entry {
  readonly file: string;
  readonly line: number;
  /** Its later lines lose the indentation that the testing package gave them. */
  readonly text: string;
}

/** `    x_test.go:12: message`, its later lines indented further: what t.Error and its relatives print. */
function entries(run: TestRun, site: TestSite): readonly Finding[] {
  const found: { file: string; line: number; text: string[] }[] = [];
  for (const line of run.output.split("\n")) {
    const start = /(?:^|[^\S\n]{4})([^\s:]+\.go):(\d+): ([^\n]*)$/.exec(line);
    const last = found.at(-1);
    if (start !== null && found.length === mostEntries) break;
    if (start !== null) found.push({ file: start[1] ?? "", line: Number(start[2]), text: [start[3] ?? ""] });
    else if (last !== undefined && /^ {8}/.test(line)) last.text.push(line.slice(8));
  }
  const all = found.map(({ text, ...entry }) => ({ ...entry, text: text.join("\n").trim() }));
  const told = all.filter((e) => !isLog(e, site) && !isDraw(e));
  // Rapid tells first of the run, and then lets the failing one speak.
  const spoken = told.filter((e) => !isRapid(e) || rapidFrames(e, site).length > 0);
  const [kept = []] = [spoken, told, all].filter((list) => list.length > 0);
  const findings = kept.map((entry) => finding(run.name, entry, site));
  // A test that is run for several numbers of processors says everything as often.
  return [...new Map(findings.map((f) => [`${f.file}:${f.line}:${f.message}`, f])).values()];
}

function finding(test: string, entry: Entry, site: TestSite): Finding {
  const { text } = entry;
  const base = { gate: "tests", class: "assertion", column: 0, test } as const;
  // The race detector speaks through the testing package's own file.
  if (/race detected during execution of test/.test(text))
    return { ...at(site, test.split("/")[0] ?? test, "race", text), test };
  const traced = tracedPlace(text, site);
  if (traced !== undefined) return { ...base, ...traced, message: cut(testifyMessage(text)) };
  if (text.startsWith("error:\n") && text.includes("\nstack:\n"))
    return { ...base, ...placeOf(entry, site), message: cut(quicktestMessage(text)) };
  const frame = leading([...rapidFrames(entry, site), ...printedFrames(text, site)]);
  if (frame !== undefined) {
    const [message = ""] = text.replace(/^\[rapid\] /, "").split("\n");
    return { ...base, class: "panic", file: frame.file, line: frame.line, message: cut(message) };
  }
  if (isOwn(entry, site)) return { ...base, ...placeOf(entry, site), message: cut(text) };
  // A library that leaves out t.Helper speaks through a file of its own.
  return {
    ...at(site, test.split("/")[0] ?? test, "assertion", `${entry.file}:${entry.line}: ${printed(text)}`),
    test,
  };
}

const isOwn = ({ file, line }: Entry, site: TestSite): boolean =>
  file.endsWith("_test.go") || existsSync(absolute(file, site)) || helperFile(file, line, site) !== undefined;

const placeOf = ({ file, line }: Pick<Entry, "file" | "line">, site: TestSite) => ({
  file: helperFile(file, line, site) ?? absolute(file, site),
  line,
});

/** Testify's trace: its first place in the package's own folder, else its first. */
function tracedPlace(text: string, site: TestSite): Pick<Finding, "file" | "line"> | undefined {
  const begin = text.indexOf("Error Trace:");
  const trace = begin < 0 ? "" : upTo(text.slice(begin), /\n[^\S\n]*Error:/);
  const places = [...trace.matchAll(/(?<![^\s:])([^\s:]+\.go):(\d+)/g)].map((m) =>
    placeOf({ file: m[1] ?? "", line: Number(m[2]) }, site),
  );
  return places.find((p) => dirname(p.file) === site.dir) ?? places[0];
}

/** The part of testify's report that says what was wrong: its trace and the test's name are findings' own fields. */
function testifyMessage(text: string): string {
  const error = /\bError:/.exec(text);
  if (error === null) return oneLine(text);
  return oneLine(upTo(text.slice(error.index + error[0].length), /\n[^\S\n]*Test:/));
}

function upTo(text: string, end: RegExp): string {
  const at = text.search(end);
  return at < 0 ? text : text.slice(0, at);
}

/** Quicktest's report without its own stack. */
const quicktestMessage = (text: string): string =>
  oneLine(text.slice("error:\n".length, text.lastIndexOf("\nstack:\n")));

const isRapid = ({ text }: Entry): boolean => text.startsWith("[rapid] ");
const isDraw = ({ text }: Entry): boolean => text.startsWith("[rapid] draw ");

/** `/path/x.go:12 in example.com/m.F`, rapid's way to tell a stack. */
function rapidFrames(entry: Entry, { moduleDir }: TestSite): readonly Frame[] {
  if (!isRapid(entry)) return [];
  const frames = [...entry.text.matchAll(/^[ \t]*(\S+\.go):(\d+) in (\S+)$/gm)].map((m) => ({
    file: m[1] ?? "",
    line: Number(m[2]),
    name: m[3] ?? "",
  }));
  return frames.filter((f) => f.file.startsWith(`${moduleDir}/`));
}

function isLog({ file, line }: Entry, site: TestSite): boolean {
  const path = helperFile(file, line, site) ?? absolute(file, site);
  const text = site.testFiles.find((s) => s.path === path)?.text ?? textOf(path);
  return /\.Logf?\(/.test(text.split("\n")[line - 1] ?? "");
}

const absolute = (path: string, { dir }: TestSite): string => (isAbsolute(path) ? path : join(dir, path));
