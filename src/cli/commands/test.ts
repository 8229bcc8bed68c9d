import { relative, resolve } from "node:path";
import pc from "picocolors";
import { testsTones } from "../../core/events/look";
import {
  allKilled,
  ineffectiveTestText,
  type MutationReport,
  mutationSummary,
  survivorText,
  unmeasuredText,
} from "../../core/testgen/mutation-report";
import type { ShownCase, TestQuestion, TestsEvent, TestsResult } from "../../core/testgen/test-events";
import { protectionText } from "../../core/verdict";
import type { GoDeps } from "../../go/snapshot/subject";
import { cacheDir } from "../../session/cache";
import { checkTests } from "../../session/testgen/check";
import { defaultTestsBudget, writeTests } from "../../session/testgen/write";
import { refused, writeIfAsked } from "../ending";
import { judgeSettings, type TestFlags } from "../flags";
import { goDeps } from "../go";
import { type Invocation, type Io, printable, wantsColour } from "../io";
import { chipText, diffLines, type Palette, painted } from "../lines";
import { status } from "../status";
import { type Opener, withModel } from "../with-model";

/** Writes tests of a function and prints the diff; writes it where that was asked for. */
export async function test(
  file: string,
  name: string | undefined,
  openModel: Opener<TestFlags>,
  call: Invocation<TestFlags>,
): Promise<number> {
  const { flags, io, signal } = call;
  const go = await goDeps(io, flags, signal);
  if (!go.ok) return refused(io, go, flags);
  if (flags.check === true || name === undefined) return check(file, name, go.value, call);
  return withModel(openModel, call, async (open) => {
    const request = {
      file: resolve(io.cwd, file),
      name,
      budget: flags.budget ?? defaultTestsBudget,
      seed: flags.seed ?? 1,
      settings: judgeSettings(flags),
      answers: flags.answer,
      characterise: flags.asItIs,
      cwd: io.cwd,
    };
    const session = { go: go.value, cacheDir: cacheDir(io.env), opening: open() };
    const written = await writeTests(request, session, flags.json ? jsonFace(io) : terminalFace(io), signal);
    if (!written.ok) return refused(io, written, flags);
    return (await writeIfAsked(written.value.edit, "", flags, io)) ?? statusOf[written.value.outcome];
  });
}

/** Whether the tests notice changes of the function. Found: everything is noticed. Suggested: something is not. */
async function check(
  file: string,
  name: string | undefined,
  go: GoDeps,
  { flags, io, signal }: Invocation<TestFlags>,
): Promise<number> {
  const c = pc.createColors(wantsColour(io.out, io.env));
  const place = (path: string, line: number): string => `${relative(io.cwd, path)}:${line}`;
  const say = (report: MutationReport): void => {
    if (flags.json) return void io.out.write(`${JSON.stringify(report)}\n`);
    for (const t of report.toothless)
      io.out.write(`  ${place(t.file, t.line)}: ${printable(ineffectiveTestText(report.name, t))}\n`);
    for (const s of report.survivors)
      io.out.write(`  ${place(report.file, s.line)}: ${printable(survivorText(report.name, s))}\n`);
    for (const s of report.unmeasured)
      io.out.write(`  ${place(report.file, s.line)}: ${printable(unmeasuredText(report.name, s))}\n`);
    io.out.write(`${c.bold(printable(mutationSummary(report)))}\n`);
    io.out.write(c.dim(`Tried ${protectionText[report.protection]}.\n`));
  };
  const request = {
    file: resolve(io.cwd, file),
    name,
    seed: flags.seed ?? 1,
    settings: judgeSettings(flags),
  };
  const checked = await checkTests(request, go, cacheDir(io.env), say, signal);
  if (!checked.ok) return refused(io, checked, flags);
  return checked.value.every(allKilled) ? status.found : status.suggested;
}

const statusOf = {
  found: status.found,
  suggested: status.suggested,
  exhausted: status.rejected,
  cancelled: status.cancelled,
  broken: status.environment,
} as const;

/** One event a line on standard output. */
const jsonFace =
  (io: Io) =>
  (event: TestsEvent): void => {
    io.out.write(`${JSON.stringify(event)}\n`);
  };

/** Everything but the diff goes to standard error. */
function terminalFace(io: Io): (event: TestsEvent) => void {
  const colours = pc.createColors(wantsColour(io.err, io.env));
  const say = (line: string): void => void io.err.write(`${line}\n`);
  const chips: string[] = [];
  return (event) => {
    switch (event.type) {
      case "started":
        say(colours.bold(printable(headline(event))));
        break;
      case "asked":
        say(answered(event));
        break;
      case "tried":
        say(
          colours.dim(
            `      ${event.green} of ${event.cases} cases agree with the code and kill ${event.killed} of ${event.mutants} mutants`,
          ),
        );
        break;
      case "question":
        say(questionText(event.question, colours));
        break;
      case "verdict":
        chips.push(chipText(event.verdict, colours));
        break;
      case "finished":
        finish(event, chips, io, colours, say);
        break;
      default:
        event satisfies never;
    }
  };
}

type Of<T extends TestsEvent["type"]> = Extract<TestsEvent, { readonly type: T }>;

const headline = ({ name, testFile, protection }: Of<"started">): string =>
  `Tests of ${name} in ${testFile}, ${protectionText[protection]}`;

const answered = ({ call, outputTokens, ms, cases }: Of<"asked">): string =>
  `${String(call).padStart(3)} ${outputTokens} tokens ${(ms / 1000).toFixed(1)} s  ${cases.length} cases`;

function questionText({ call, stated, origin, gives }: TestQuestion, c: Palette): string {
  const who = { doc: "the comment says", person: "you say", model: "the model says", code: "the code says" }[
    origin
  ];
  return `  ${c.yellow("?")} ${printable(call)}: ${who} ${printable(stated)}, the code returns ${printable(gives)}. Which is wrong, the code or the test?`;
}

function finish(
  result: TestsResult,
  chips: readonly string[],
  io: Io,
  c: Palette,
  say: (line: string) => void,
): void {
  if (chips.length > 0) say(`  ${chips.join(" ")}`);
  for (const one of result.cases) say(`  ${c.dim(by[one.origin].padEnd(8))} ${printable(one.text)}`);
  for (const { line, change } of result.survivors)
    say(c.dim(`  survived: line ${line}, ${printable(change)}`));
  say(`${c.bold(painted(testsTones[result.outcome], result.outcome, c))}  ${printable(result.reason)}`);
  if (result.diff !== "")
    io.out.write(
      diffLines(
        io.out.isTTY ? printable(result.diff) : result.diff,
        pc.createColors(wantsColour(io.out, io.env)),
      ),
    );
}

const by: Readonly<Record<ShownCase["origin"], string>> = {
  doc: "comment",
  person: "you",
  model: "model",
  code: "as it is",
};
