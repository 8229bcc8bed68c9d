import type { ProblemCode, ProblemData } from "./codes";
import { blockClause } from "./sandbox-block";
import { listed, sentence } from "./text";

/** Tests that were asked for or that decide, and why they fail where no new body can help. */
export const testMessages = {
  "no-file-for-stub": ({ test }) => `The package of ${test} has no file for the missing function.`,
  "no-such-test": ({ test, where, tests }) =>
    `There is no test ${test} in ${where}.${tests === undefined ? "" : tests.length === 0 ? " It has no tests." : ` Its tests: ${tests.join(", ")}.`}`,
  "not-table-testable": ({ name }) =>
    `No table test fits ${name}: it returns nothing to compare, or takes something that a table cannot hold.`,
  "test-at-fault": ({ test }) =>
    `${test} fails without reaching any function of its module, so the mistake is in the test itself.`,
  "test-cannot-decide": ({ test, names, why }) =>
    `${test} cannot decide a new body of ${listed(names)}: ${
      why === "not-reached"
        ? "it does not reach it"
        : why === "passes"
          ? "it passes already"
          : typeof why === "object" && "untestable" in why
            ? why.untestable
            : blockClause("it", why)
    }.`,
  "test-depends-on-order": ({ test, failure }) =>
    `${test} passes alone and fails when the package's other tests run too: ${sentence(failure)}`,
  "test-does-not-compile": ({ file, line, message }) =>
    `The test does not compile, which no new body can fix: ${file}:${line}: ${sentence(message)}`,
  "test-fails-differently": ({ test }) => `${test} no longer fails as it did.`,
  "test-killed": ({ test }) =>
    `Something outside Stubwright kills the process of ${test}, twice in a row, before any draft is in it.`,
  "test-flaky": ({ test, runs, passed }) =>
    `${test} is flaky: with -count=${runs} -shuffle=on it passes ${passed} of ${runs} times.`,
  "test-needs-module": ({ test, says }) => `${test} fails because a module is missing: ${sentence(says)}`,
  "test-needs-network": ({ test, says }) => `${test} fails because it needs the network: ${sentence(says)}`,
  "test-needs-program": ({ test, program }) =>
    `${test} fails because it needs the program ${program}, which is not installed.`,
  "test-not-started": ({ test, says }) =>
    `${test} does not run: the test process ends before any test begins${says === "" ? ", and says nothing." : `. It says: ${sentence(says)}`}`,
  "test-races": ({ test }) =>
    `${test} fails because of a data race: two goroutines use the same memory without synchronization. Stubwright drafts no fix for races, since one passing run proves nothing.`,
  "tests-call-nothing": ({ what }) => `${what} calls no function of its package.`,
  "tests-cannot-run": ({ file, why }) => `The tests of ${file} cannot run: ${sentence(why)}`,
} as const satisfies Partial<{ readonly [C in ProblemCode]: (data: ProblemData[C]) => string }>;
