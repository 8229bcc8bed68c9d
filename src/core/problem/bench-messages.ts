import type { ProblemCode, ProblemData } from "./codes";

/** Suites and arms of the benchmark. */
export const benchMessages = {
  "bad-task": ({ where, what }) => `${where}: ${what}.`,
  "duplicate-task": ({ where, id }) => `${where}: a second task is called ${id}.`,
  "empty-suite": () => "The suite contains no task.",
  "no-function-in-reference": ({ id }) => `Task ${id}: its reference declares no function.`,
  "no-such-task": ({ ids }) => `No task is called ${ids.join(", ")}.`,
  "unknown-name": ({ kind, name, known }) =>
    `There is no ${kind} called ${name}. Choose from ${known.join(", ")}.`,
} as const satisfies Partial<{ readonly [C in ProblemCode]: (data: ProblemData[C]) => string }>;
