import type { ProblemCode, ProblemData } from "./codes";
import { listed, sentence } from "./text";

const stubsOf = (stubs: readonly string[]): string =>
  stubs.length === 0
    ? " The file has no stubs."
    : ` ${stubs.length === 1 ? "Its only stub is" : "Its stubs are"} ${listed(stubs)}.`;

/** Files, packages and functions that were asked for. */
export const codeMessages = {
  "already-written": ({ name, file, line, stubs }) =>
    `${name} on line ${line} of ${file} already has a body.${stubsOf(stubs)}`,
  "build-constraint": ({ file }) => `The build constraint of ${file} excludes it from every build.`,
  "built-by-bazel": ({ file, marker }) =>
    `${file} is built by Bazel (${marker}) and is in no Go module. Stubwright only works with the go command.`,
  cancelled: () => "Cancelled; nothing was changed.",
  "declared-twice": ({ name, file, lines }) =>
    `${name} is declared twice in ${file}, on lines ${lines.join(" and ")}.`,
  "downloaded-module": ({ file, importPath }) =>
    `${file} belongs to a downloaded module${importPath === undefined ? "" : ` (${importPath})`}, which must not be changed.`,
  "file-changed": ({ file }) => `${file} has changed since the run began. Nothing was written.`,
  "file-exists": ({ file }) => `${file} already exists. Nothing was written.`,
  "file-not-open": ({ file }) => `${file} is not open.`,
  "file-not-writable": ({ file, why, written }) =>
    `Stubwright cannot write ${file}: ${sentence(why)}${written.length === 0 ? "" : ` It had already written ${listed(written)}.`}`,
  "file-unreadable": ({ file }) => `Stubwright cannot read ${file}.`,
  "file-vanished": ({ file }) => `${file} was deleted while Stubwright judged with it.`,
  "function-not-found": ({ name, file, stubs }) =>
    `There is no function ${name} in ${file}.${stubsOf(stubs)}`,
  "function-not-in-package": ({ name, reached }) =>
    `There is no function ${name} in the test's package.${reached.length === 0 ? "" : ` The test reaches ${listed(reached)}.`}`,
  "function-not-named": ({ file, stubs }) =>
    `No function of ${file} was named.${stubs === undefined ? "" : stubsOf(stubs)}`,
  "function-too-long": ({ name, contextTokens, answerTokens }) =>
    `${name} with its comment does not fit into the model's ${contextTokens} tokens of context, ${answerTokens} of which are reserved for the answer.`,
  "function-unreadable": ({ name, file, line, errorLine }) =>
    `Stubwright cannot read ${name} on line ${line} of ${file} because of a syntax error on line ${errorLine}.`,
  "generated-file": ({ file }) => `${file} is generated, so anything written to it would be lost.`,
  "go-command-failed": ({ command, file, why }) => `${command} failed for ${file}: ${sentence(why)}`,
  "no-go-file": ({ dir }) => `${dir} contains no Go file.`,
  "no-module": ({ file }) => `${file} is outside any Go module.`,
  "no-package-clause": ({ file }) => `${file} has no package clause.`,
  "not-in-go-work": ({ file }) => `${file} is in a module that go.work does not list.`,
  "package-does-not-compile": ({ importPath, file, line, column, message, more }) =>
    `Package ${importPath} does not compile: ${file}:${line}:${column}: ${sentence(message + (more === 0 ? "" : ` (and ${more} more)`))}`,
  "package-not-loaded": ({ file, why }) => `Go cannot load the package of ${file}: ${sentence(why)}`,
  "reserved-function": ({ name }) => `The program itself runs ${name}, so no test can decide it.`,
  "standard-library-file": ({ file, goroot }) =>
    `${file} is part of Go itself (${goroot}), which must not be changed.`,
  "syntax-error": ({ name, file, line }) => `${name} has a syntax error on line ${line} of ${file}.`,
  "target-changed": ({ names, file }) =>
    `${listed(names)} in ${file} changed after the run began, so Stubwright overwrote nothing.`,
  "test-file": ({ file }) => `${file} is a test file: tests judge the code, so a run does not write to them.`,
  "written-elsewhere": ({ name }) =>
    `${name} has no body here: it is written in assembly or provided by a linker directive.`,
} as const satisfies Partial<{ readonly [C in ProblemCode]: (data: ProblemData[C]) => string }>;
