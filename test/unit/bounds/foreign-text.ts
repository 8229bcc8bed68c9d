import { openBrackets } from "../../../src/core/answer/braces";
import { candidateFromAnswer } from "../../../src/core/answer/candidate-from-answer";
import { cleanCode } from "../../../src/core/answer/clean-text";
import { chunksOf, isElision } from "../../../src/core/answer/code-blocks";
import { rewriteForeignSyntax } from "../../../src/core/answer/foreign-syntax";
import { saidIn } from "../../../src/core/answer/reasoning";
import { beyondRescue } from "../../../src/core/answer/stop";
import { joinedDiff } from "../../../src/core/edit/unified-diff";
import { textAlone } from "../../../src/core/gates/text-alone";
import { caseOf } from "../../../src/core/prompt/explain-failure";
import { createSpotter } from "../../../src/core/stub/function-index";
import { mayBeStub } from "../../../src/core/stub/stub-patterns";
import { endWithComment, importName } from "../../../src/core/syntax/decls";
import { headOf } from "../../../src/core/syntax/head";
import { shown } from "../../../src/core/syntax/hidden";
import { masked, withoutComments } from "../../../src/core/syntax/masked";
import { salvage } from "../../../src/core/syntax/salvage";
import type { GoParser } from "../../../src/core/syntax/tree";
import { closingOf, listParts, operandEnd } from "../../../src/core/testcode/scan";
import { onOneLine } from "../../../src/go/process/on-one-line";
import { blockInWords } from "../../../src/go/sandbox/blocked";
import { failureFindings } from "../../../src/go/testrun/failure-entries";
import { readCrash, siteOf } from "../../../src/go/testrun/findings";
import { testEvents } from "../../../src/go/testrun/go-test-json";
import { libraryReports } from "../../../src/go/testrun/library-reports";
import { oneLine } from "../../../src/go/testrun/message";
import { lastWords } from "../../../src/go/testrun/not-started";
import { raceFrames } from "../../../src/go/testrun/race-report";
import { stuckIn } from "../../../src/go/testrun/stuck";
import { testStream } from "../../../src/go/testrun/test2json";
import { parseCompilerOutput } from "../../../src/go/toolchain/compiler-output";
import { flagsIn } from "../../../src/go/toolchain/flag-syntax";
import { jsonStream } from "../../../src/go/toolchain/json-stream";
import { restored } from "../../../src/go/toolchain/overlay";
import { fimTokensOf } from "../../../src/model/http/fim-tokens";
import { factsOf } from "../../../src/model/ollama/show";
import { billionsIn, rank } from "../../../src/model/rank";

/** A function that reads what others write, and what would make it read the same again and again. */
export interface Reader {
  readonly name: string;
  readonly read: (text: string) => unknown;
  /** Each is repeated until the text is long. */
  readonly worst: readonly string[];
  readonly before?: string;
}

/** A parser that reads nothing: what is asked here is what is done before and behind it. */
const parser = {
  parse: () => ({
    rootNode: { hasError: false, children: [], namedChildren: [], descendantsOfType: () => [] },
    delete() {},
  }),
} as unknown as GoParser;

const site = siteOf({ dir: "/m", moduleDir: "/m" });
const sandbox = { kind: "bubblewrap" } as Parameters<typeof blockInWords>[1];
const failed = (output: string) => [{ name: "TestF", status: "fail", output, ms: 1 } as const];
const file = { path: "/m/x.go", text: "package p\n\nfunc F() int\n", hash: "h" };

export const readers: readonly Reader[] = [
  // Candidates and answers.
  { name: "masked", read: masked, worst: ['"\\', "'\\", "/*\n", "`", "\\", "\n"] },
  { name: "withoutComments", read: (t) => withoutComments(t), worst: ["/*\n", "//", "/"] },
  { name: "salvage", read: salvage, worst: ["/*\n", "`\n", '"\n', "func\n"] },
  { name: "headOf", read: headOf, worst: ["\n", "//\n", "/*\n", "/**/"] },
  { name: "endWithComment", read: (t) => endWithComment(t, 0), worst: [" ", "/*", "*/ x"] },
  { name: "importName", read: (t) => importName({ path: t, alias: undefined }), worst: ["-go", "v1/", "."] },
  { name: "cleanCode", read: cleanCode, worst: ["\\'/*", '"\\', "&lt;", "\u201c"] },
  { name: "openBrackets", read: openBrackets, worst: ['\\"', "(", "'\\", "()"] },
  { name: "chunksOf", read: (t) => chunksOf(t, ""), worst: ["~", "`", "\t", "a", "```\n", "<|"] },
  { name: "saidIn", read: saidIn, worst: ["</think>", "<|channel|>final", "<think>", " ", "\r"] },
  { name: "isElision", read: isElision, worst: ["// ", "… ", "existing ", ".", "is the same "] },
  { name: "beyondRescue", read: (t) => beyondRescue(parser, t, ""), worst: ["a", "{\n", "a\n"] },
  {
    name: "rewriteForeignSyntax",
    read: (t) => rewriteForeignSyntax(parser, t),
    before: "func F() {\n",
    worst: ["\n\t", ";++i", "x\n{\n", "}\n\n", "'\\", "\tfunc g() {\n", "\tfunc g({\r"],
  },
  {
    name: "rewriteForeignSyntax of one line",
    read: (t) => rewriteForeignSyntax(parser, `func F() {\n${t}`),
    before: "\treturn (",
    worst: [")//\r", " if ", " else ", " ? a : ", ")", ","],
  },
  {
    name: "rewriteForeignSyntax of an assignment",
    read: (t) => rewriteForeignSyntax(parser, `func F() {\n${t}`),
    worst: ["var\t", " ", "x = y if ", ", ", "= ", ":"],
  },
  {
    name: "candidateFromAnswer",
    read: (answer) =>
      candidateFromAnswer(parser, { file, names: ["F"], packageNames: new Set(), answer, answerPrefix: "" }),
    worst: ["a", "(", "```\n"],
  },
  { name: "mayBeStub", read: mayBeStub, worst: ["/*\n", "{ ", "\n"] },
  { name: "stub finding", read: (t) => createSpotter(parser)(t, false), worst: ["//go:x\n", "func\n", "a"] },
  {
    name: "textAlone",
    read: (t) => textAlone("x.go", "", t, []),
    worst: ["(", "a", "_", "*", "\u202e", "\u0430", "\n"],
  },
  { name: "textAlone against the same", read: (t) => textAlone("x.go", t, t, []), worst: ["(", "a ", "*"] },
  { name: "shown", read: shown, worst: ["\u202e", "\ud800", "\u200d", "\udb40\udc41", "\r"] },
  { name: "joinedDiff", read: (t) => joinedDiff(t, t), worst: ["--- \r", "--- a\n+++ b\n", "-"] },
  { name: "closingOf", read: (t) => closingOf(t, 0), before: "(", worst: ["(", '"', "/*", "'\\"] },
  { name: "listParts", read: listParts, worst: ["(", ",", '"', "/*"] },
  { name: "operandEnd", read: (t) => operandEnd(t, 0), worst: ["(", "[ ]", "a.", "-"] },
  // Tests and tools.
  { name: "caseOf", read: caseOf, worst: ["expected: a actual: ", "got ", "a.go:1: ", "\n"] },
  { name: "oneLine", read: oneLine, worst: ["\t", "\n", " \n"], before: "a" },
  { name: "lastWords", read: lastWords, worst: ["\n", " ", "\n\ngoroutine "] },
  { name: "stuckIn", read: stuckIn, worst: ["panic: stubwright:stuck:in:", "\n"] },
  {
    name: "raceFrames",
    read: (t) => raceFrames(t, "/m"),
    before: "WARNING: DATA RACE\n",
    worst: ["  a()\n", " "],
  },
  {
    name: "readCrash",
    read: (t) => readCrash(t, site),
    before: "panic: test timed out after 1s\n\n",
    worst: ["\n", "goroutine 1 [running]:\n", "a\n\t/m/a", "\t", "running tests:\n"],
  },
  {
    name: "failureFindings",
    read: (t) => failureFindings("TestF", failed(t), site),
    before: "    x_test.go:1: Error Trace:\n",
    worst: ["    ..go:0: ", "\n", "        Error:\n", "        a", "o", "        /m/x.go:1 in a\n"],
  },
  {
    name: "libraryReports",
    read: (t) => libraryReports({ name: "TestF", status: "fail", output: t, ms: 1 }, site),
    worst: ["[FAILED] a\n", "\nIn [\n", "\n! \r", "* x.go\nLine 1:\n", "\u001b[0;", " "],
  },
  { name: "blockInWords", read: (t) => blockInWords(t, sandbox), worst: ["dial udp b", "open ", "\n"] },
  { name: "onOneLine", read: (t) => onOneLine(t, /a/, /b/), worst: ["a", "a\n"] },
  {
    name: "testStream",
    read: (t) => {
      const stream = testStream();
      for (const line of t.split("\n")) stream.line(line);
      return stream.runs();
    },
    worst: ["\u0016=== RUN a\n", "\u0016--- PASS: ", "\u0016", "a\n", "\u0016=== RUN "],
  },
  {
    name: "testEvents",
    read: (t) => {
      const events = testEvents(() => {});
      for (const line of t.split("\n")) events.line(line);
      return [events.packages(), events.rest()];
    },
    worst: [`{${"a".repeat(60)}\n`, "a", '{"Package":"p","Test":"T","Output":"=== N    "}\n'],
  },
  {
    name: "parseCompilerOutput",
    read: (t) => parseCompilerOutput(t, { gate: "build", dir: "/m" }),
    worst: ["a", ":", " ", "lookup ", "a.go:1"],
  },
  { name: "restored", read: (t) => restored(t, (path) => path), worst: [`/${"0".repeat(20)}/A`, ".", "a"] },
  { name: "flagsIn", read: flagsIn, worst: ["-", "-a=", "'"], before: "-" },
  { name: "jsonStream", read: jsonStream, worst: ["{", "}\n", "\n"] },
  // Servers.
  { name: "fimTokensOf", read: fimTokensOf, worst: ["qwen", "granite", "deepseek"] },
  { name: "billionsIn", read: billionsIn, worst: ["1", "1.", ".1"] },
  {
    name: "rank",
    read: (name) => rank([{ name, embedded: false, billions: undefined, bytes: 1 }], 1),
    worst: ["granite", "qwen"],
  },
  { name: "factsOf", read: (template) => factsOf("m", { template }), worst: ["p", "{{ .Prompt }}", "{{- "] },
];
