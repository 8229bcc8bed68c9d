import type { Formatter } from "picocolors/types";
import { gateLooks, outcomeLooks, type Tone } from "../core/events/look";
import { type OfferedTests, originSummary, strengthSentence } from "../core/events/offered-tests";
import { type AttemptView, firstFinding, type GateChip, type RunView } from "../core/events/view";
import { advised } from "../core/problem/problem-text";
import { formLabel, formProperties } from "../core/prompt/form";
import { type Finding, protectionText } from "../core/verdict";
import { printable } from "./io";

/** The colours that lines use; all of them the identity where there are none. */
export interface Palette {
  readonly bold: Formatter;
  readonly dim: Formatter;
  readonly red: Formatter;
  readonly green: Formatter;
  readonly yellow: Formatter;
  readonly cyan: Formatter;
}

/** What a tone looks like on a terminal. */
export function painted(tone: Tone, text: string, c: Palette): string {
  switch (tone) {
    case "good":
      return c.green(text);
    case "fair":
      return c.yellow(text);
    case "bad":
      return c.red(text);
    case "quiet":
      return c.dim(text);
    case "busy":
      return c.cyan(text);
  }
}

/** Characters of the longest label of a form: what stands behind it is one column. */
const widestForm = Math.max(...Object.values(formProperties).map(({ label }) => label.length));

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** One attempt in one line, and its first finding in a second one. */
export function attemptLines(
  attempt: AttemptView,
  at: number,
  cwd: string,
  c: Palette,
  ended = false,
): readonly string[] {
  const { reply } = attempt;
  const tokens = reply?.outputTokens ?? attempt.pieces;
  const head = [
    String(attempt.attempt).padStart(3),
    formLabel(attempt.form).padEnd(widestForm),
    `${String(tokens).padStart(4)} tokens`,
    seconds(reply?.ms ?? at - attempt.since).padStart(7),
  ].join(" ");
  const finding = firstFinding(attempt);
  const first = finding === undefined ? refusal(attempt) : findingText(finding, cwd);
  const lines = [`${head}  ${progress(attempt, c, ended)}`];
  return first === undefined ? lines : [...lines, `      ${c.dim(printable(first))}`];
}

function progress(attempt: AttemptView, c: Palette, ended: boolean): string {
  const same = attempt.candidate?.sameAs;
  if (same !== undefined) return c.dim(`the same code as attempt ${same}`);
  if (attempt.noCandidate !== undefined) return c.red("no candidate");
  if (attempt.state === "writing") return c.dim(ended ? "no longer needed" : "writing…");
  return attempt.gates.map((chip) => chipText(chip, c)).join(" ");
}

/** Times below 10 ms are noise. */
export function chipText(chip: GateChip, c: Palette): string {
  const { tone, label } = gateLooks[chip.status];
  const time = chip.status === "running" || chip.ms < 10 ? "" : ` ${Math.round(chip.ms)} ms`;
  switch (chip.status) {
    case "running":
      return painted(tone, `${chip.gate}…`, c);
    case "passed":
      return `${chip.gate} ${painted(tone, "✓", c)}${time}`;
    case "failed":
      return `${chip.gate} ${painted(tone, "✗", c)}${time}`;
    case "broken":
      return `${chip.gate} ${painted(tone, label, c)}`;
    case "skipped":
      return painted(tone, `${chip.gate} –`, c);
  }
}

function refusal(attempt: AttemptView): string | undefined {
  if (attempt.noCandidate !== undefined) return attempt.noCandidate.message;
  const broken = attempt.gates.find((chip) => chip.status === "broken");
  return broken?.status === "broken" ? broken.reason : undefined;
}

/** As the Go tools print it: `x.go:3:9: undefined: foo`, the first line of the message. */
export function findingText(finding: Finding, cwd: string): string {
  const file = relative(finding.file, cwd);
  const place = [file, ...[finding.line, finding.column].filter((n) => n > 0)].join(":");
  const test = finding.test === undefined ? "" : `${finding.test}: `;
  return `${place}: ${test}${finding.message.trim().split("\n")[0] ?? ""}`;
}

function relative(file: string, cwd: string): string {
  const inside = cwd.endsWith("/") || cwd.endsWith("\\") ? cwd : `${cwd}${file.includes("\\") ? "\\" : "/"}`;
  return file.startsWith(inside) ? file.slice(inside.length) : file;
}

/** What a run is about, once it has started. */
export function headerLine(header: NonNullable<RunView["header"]>, cwd: string): string {
  const { target, model, budget, seed, protection } = header;
  const where = protection === undefined ? "" : `, ${protectionText[protection]}`;
  const by = model === undefined ? "" : ` with ${model.id} (${model.server})`;
  return printable(
    `${target.names.join(", ")} in ${relative(target.file, cwd)}${by}, ${budget} calls, seed ${seed}${where}`,
  );
}

/** What decides, before the first draft. */
export function baselineLine(baseline: NonNullable<RunView["baseline"]>["baseline"]): string {
  const { targetTests, greenTests, redTests, blindTests, untestable } = baseline;
  if (untestable !== undefined) return printable(`no test can decide: ${untestable}`);
  const names = (tests: readonly { readonly name: string }[]) => tests.map((test) => test.name).join(", ");
  const parts = [
    targetTests.length > 0 ? `decided by ${names(targetTests)}` : "no test decides",
    ...(greenTests.length > 0
      ? [`${greenTests.length} green ${greenTests.length === 1 ? "test" : "tests"} must stay green`]
      : []),
    ...(redTests.length > 0 ? [`red for other reasons and ignored: ${names(redTests)}`] : []),
    ...(blindTests.length > 0 ? [`green on the stub, so vacuous: ${names(blindTests)}`] : []),
  ];
  return printable(parts.join("; "));
}

/** Where a test fails, and the functions that may be at fault, likeliest first. */
export function faultLines(fault: NonNullable<RunView["fault"]>, cwd: string, c: Palette): readonly string[] {
  const failures = fault.failures.slice(0, 5).map((f) => `  ${findingText(f, cwd)}`);
  const suspects = fault.suspects.slice(0, 5).map(({ name, file, line, reasons }, i) => {
    const place = `${relative(file, cwd)}:${line}`;
    return `  ${i + 1} ${c.bold(name)} ${c.dim(place)}  ${printable(reasons.join("; "))}`;
  });
  return [
    c.red(`${fault.test} fails:`),
    ...failures.map(printable),
    ...(suspects.length === 0 ? [] : ["At fault, likeliest first:", ...suspects]),
  ];
}

/** How a run ended: a line that begins with the outcome, and what is left to decide. */
export function outcomeLines(view: RunView, c: Palette): readonly string[] {
  const { finished, header, question } = view;
  if (finished === undefined) return [];
  const { outcome } = finished;
  const { tone, label } = outcomeLooks[outcome];
  const names = header?.target.names.join(", ") ?? "";
  const spent = `${finished.calls} calls, ${finished.outputTokens} tokens, ${seconds(finished.ms.total)} (model ${seconds(finished.ms.model)}, toolchain ${seconds(finished.ms.toolchain)})`;
  return [
    `${c.bold(painted(tone, label.toLowerCase(), c))}  ${c.bold(names)}  ${printable(advised(finished.reason, finished.next, "terminal"))}`,
    ...(question === undefined
      ? []
      : [
          `  ${outcome === "suggested" ? "No test decides" : "Your tests do not decide"}: ${printable(asks(question))}`,
        ]),
    `  ${c.dim(spent)}`,
  ];
}

/** Tests that are offered beside a body. */
export const offeredLines = (tests: OfferedTests, c: Palette): readonly string[] => [
  `${c.bold(c.yellow("tests"))}  ${originSummary(tests)}. ${strengthSentence(tests)}`,
];

const asks = (question: NonNullable<RunView["question"]>): string =>
  `${question.call} is ${question.answers.map((answer) => answer.value).join(" or ")}?`;

/** A unified diff in the usual colours. */
export function diffLines(diff: string, c: Palette): string {
  const paint = (line: string): string => {
    if (/^(diff |---|\+\+\+)/.test(line)) return c.bold(line);
    if (line.startsWith("@@")) return c.cyan(line);
    if (line.startsWith("+")) return c.green(line);
    return line.startsWith("-") ? c.red(line) : line;
  };
  return diff.split("\n").map(paint).join("\n");
}
