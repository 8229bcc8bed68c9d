import type { ProblemCode, ProblemData } from "./codes";
import { sentence } from "./text";

/** The Go toolchain, the sandbox, gopls and Stubwright's Go helper. */
export const goMessages = {
  "go-build-failed": ({ dir, why }) => `go build fails in ${dir}: ${sentence(why)}`,
  "go-env-failed": ({ dir, why }) => `go env fails in ${dir}: ${sentence(why)}`,
  "go-fault": ({ dir, why }) => `Go could not do its work in ${dir}: ${sentence(why)}`,
  "go-flag-unusable": ({ flag }) =>
    `Your flag ${flag} replaces files for go, and Stubwright has to replace some itself: go takes only one such flag.`,
  "go-flags-unreadable": ({ flags, why }) => `Go cannot read your flags ${flags}: ${sentence(why)}`,
  "go-not-answering": ({ go, why }) => `${go} does not answer (${why}).`,
  "go-not-found": ({ searched }) => `No Go toolchain was found. Stubwright searched ${searched}.`,
  "go-test-not-run": ({ dir, why }) => `go test did not run in ${dir}: ${sentence(why)}`,
  "go-too-old": ({ dir, required, found, says }) =>
    `The module of ${dir} requires Go ${required}, but the Go found is ${found} (${says}).`,
  "go-unusable": ({ configured, searched }) => `${configured} is not a usable Go toolchain: ${searched}.`,
  "gopls-exited": ({ why }) => `gopls stopped: ${sentence(why)}`,
  "gopls-not-built": ({ version, why }) => `gopls ${version} could not be built: ${sentence(why)}`,
  "gopls-not-found": ({ searched }) => `gopls was not found. Stubwright searched ${searched}.`,
  "gopls-not-started": ({ why }) => `gopls does not start: ${sentence(why)}`,
  "gopls-unsupported": ({ goVersion }) => `No usable gopls builds with Go ${goVersion}.`,
  "helper-failed": ({ why }) => `The Go helper failed: ${sentence(why)}`,
  "helper-not-built": ({ why }) => `The Go helper could not be built: ${sentence(why)}`,
  "helper-not-stored": ({ dir, why }) => `Stubwright cannot store the Go helper in ${dir}: ${sentence(why)}`,
  "helper-sources-missing": ({ dir }) => `The sources of the Go helper are not in ${dir}.`,
  "mutants-not-built": ({ why }) => `The mutants do not build: ${sentence(why)}`,
  "mutants-not-made": ({ name, why }) => `Stubwright could not make mutants of ${name}: ${sentence(why)}`,
  "sandbox-absent": ({ sandbox, also }) =>
    `${sandbox}, the sandbox for generated code, is not installed.${second(also)}`,
  "sandbox-refused": ({ sandbox, why, also }) =>
    `${sandbox}, the sandbox for generated code, does not start: ${sentence(why)}${second(also)}`,
  "sandbox-slow": ({ sandbox, seconds }) =>
    `${sandbox}, the sandbox for generated code, did not start a program within ${seconds} s.`,
  "sandbox-unsupported": () => "Stubwright has no sandbox for this operating system.",
  "system-busy": ({ why }) => `This machine has no room for another process or open file (${why}).`,
  "temp-unusable": ({ dir, why }) => `Stubwright cannot use the folder ${dir} for temporary files (${why}).`,
  "tests-not-built": ({ why }) => `The tests do not build: ${sentence(why)}`,
} as const satisfies Partial<{ readonly [C in ProblemCode]: (data: ProblemData[C]) => string }>;

const second = (why: string | undefined): string =>
  why === undefined ? "" : ` Landlock, which would take its place, does not work here: ${sentence(why)}`;
