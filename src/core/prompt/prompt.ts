import type { ChatMessage, FimTokens } from "../model";
import { type Problem, problem } from "../problem/codes";
import { byHand } from "../problem/next";
import { fail, ok, type Result } from "../result";
import type { TargetContext, TargetDecl } from "./context";
import { type DraftForm, formProperties, type Prompt } from "./form";
import { bodyOf, casesFor, fenced, inert, stubText, systemText, withCases } from "./text";
import { estimatePrompt, type TokenState } from "./tokens";
import { workedExamples } from "./worked-examples";

export interface PromptInput {
  readonly context: TargetContext;
  /** Which of the target's names to ask for; fim and plain write the first of them. Left out: all. */
  readonly names?: readonly string[];
  /** First line of the body, put into the model's mouth. */
  readonly firstLine?: string | undefined;
  readonly fim: FimTokens | undefined;
  /** What the server runs with, prompt and answer together. */
  readonly contextTokens: number;
  /** Kept free for the answer. */
  readonly answerTokens: number;
  readonly tokens: TokenState;
}

export interface BuiltPrompt {
  readonly prompt: Prompt;
  /** Texts that end the answer. */
  readonly stop: readonly string[];
  /** What the answer goes on from: prefix + answer + suffix is to be read. */
  readonly answerPrefix: string;
  readonly answerSuffix: string;
  /** Titles of what did not fit, in the order in which it was dropped. */
  readonly dropped: readonly string[];
  /** Tokens of the prompt, estimated. */
  readonly estimate: number;
}

/** What of the context is still in the prompt; dropping takes from the end of each list. */
interface Share {
  readonly context: TargetContext;
  readonly pieces: number;
  readonly tests: number;
  readonly cases: number;
}

/**
 * The prompt of a form, within the budget. The stub itself, its comment and the hint always stay; dropped, in this
 * order until the rest fits: standard signatures and declarations from the least needed on, tests but the first,
 * cases but three, the first test, the last cases, the file's imports.
 */
export function buildPrompt(form: DraftForm, input: PromptInput): Result<BuiltPrompt> {
  const { context } = input;
  const decls = context.decls.filter((d) => input.names?.includes(d.name) ?? true);
  const [first] = decls;
  if (first === undefined) throw new Error(`none of ${input.names?.join(", ")} is in the context`);
  const room = input.contextTokens - input.answerTokens;
  const dropped: string[] = [];
  for (const { share, gone } of shares(form, context)) {
    if (gone !== undefined) dropped.push(gone);
    const built = render(form, share, decls, first, input);
    const estimate = estimatePrompt(built.prompt, input.tokens);
    if (estimate <= room) return ok({ ...built, dropped, estimate });
  }
  return fail(tooLong(first.name, input));
}

export const tooLong = (
  name: string,
  { contextTokens, answerTokens }: Pick<PromptInput, "contextTokens" | "answerTokens">,
): Problem =>
  problem(
    "function-too-long",
    { name, contextTokens, answerTokens },
    byHand("shorten-comment"),
    byHand("larger-context"),
  );

/** The whole context, then ever less of it, each time with the title of what went. */
function* shares(
  form: DraftForm,
  context: TargetContext,
): Generator<{ share: Share; gone: string | undefined }> {
  const { shows } = formProperties[form];
  let share: Share = {
    context,
    pieces: context.pieces.length,
    tests: shows === "tests" ? context.tests.length : 0,
    cases: shows === "doc lines" ? context.cases.length : 0,
  };
  yield { share, gone: undefined };
  const lessPieces = function* () {
    for (; share.pieces > 0; yield { share, gone: context.pieces[share.pieces]?.title })
      share = { ...share, pieces: share.pieces - 1 };
  };
  const lessTests = function* (least: number) {
    for (; share.tests > least; yield { share, gone: context.tests[share.tests]?.name }) {
      share = { ...share, tests: share.tests - 1 };
      if (share.tests === 0) share = { ...share, cases: context.cases.length };
    }
  };
  const lessCases = function* (least: number) {
    for (; share.cases > least; yield { share, gone: context.cases[share.cases] })
      share = { ...share, cases: share.cases - 1 };
  };
  yield* lessPieces();
  yield* lessTests(1);
  yield* lessCases(3);
  yield* lessTests(0);
  yield* lessCases(0);
  if (context.imports !== "")
    yield { share: { ...share, context: { ...context, imports: "" } }, gone: "the file's imports" };
}

type Rendered = Omit<BuiltPrompt, "dropped" | "estimate">;

function render(
  form: DraftForm,
  share: Share,
  decls: readonly TargetDecl[],
  first: TargetDecl,
  input: PromptInput,
): Rendered {
  const opening = `${first.signature} {\n${input.firstLine === undefined ? "" : `\t${input.firstLine}\n`}`;
  switch (form) {
    case "chat":
      return {
        prompt: { kind: "chat", messages: chatMessages(share, decls) },
        stop: [],
        answerPrefix: "",
        answerSuffix: "",
      };
    case "prefill":
    case "tests": {
      const messages = [...chatMessages(share, decls), begun(opening)];
      return { prompt: { kind: "chat", messages }, stop: ["\n```"], answerPrefix: opening, answerSuffix: "" };
    }
    case "fim": {
      if (input.fim === undefined) throw new Error("this model has no tokens for fill-in-the-middle");
      const text = `${input.fim.prefix}${inert(source(share, first))}${opening}\t${input.fim.suffix}\n}\n${input.fim.middle}`;
      return {
        prompt: { kind: "complete", text },
        stop: ["\n}\n", "\nfunc "],
        answerPrefix: `${opening}\t`,
        answerSuffix: "\n}\n",
      };
    }
    case "examples": {
      const question = turn(
        code(
          share,
          decls.map((d) => stubWith(d, share)),
        ),
        asking(share, decls),
      );
      const messages = [...workedExamples, ...question.slice(1), begun(opening)];
      return { prompt: { kind: "chat", messages }, stop: ["\n```"], answerPrefix: opening, answerSuffix: "" };
    }
    case "plain":
      return {
        prompt: { kind: "complete", text: inert(source(share, first)) + opening },
        stop: ["\npackage "],
        answerPrefix: opening,
        answerSuffix: "",
      };
  }
}

/** The messages that ask for declarations: the same beginning for every form, so that a server keeps its work. */
function chatMessages(share: Share, decls: readonly TargetDecl[]): readonly ChatMessage[] {
  const cases = decls.flatMap((d) => casesFor(d, share.context.cases.slice(0, share.cases)));
  const facts = [
    ...(share.tests > 0 ? [`These tests must pass:\n${fenced(testCode(share))}`] : []),
    ...(cases.length > 0 ? [`It must hold:\n${fenced(cases.join("\n"))}`] : []),
  ];
  return turn(code(share, decls.map(stubText)), asking(share, decls, facts));
}

const code = (share: Share, stubs: readonly string[]): readonly string[] =>
  [`package ${share.context.packageName}`, share.context.imports, ...pieces(share), ...stubs].filter(
    (t) => t !== "",
  );

/** A stub with its cases in its comment, as the worked examples have them. */
const stubWith = (decl: TargetDecl, { context, cases }: Share): string =>
  `${withCases(decl, context.cases.slice(0, cases))} ${bodyOf(decl)}`;

function asking(
  { context, pieces }: Share,
  decls: readonly TargetDecl[],
  facts: readonly string[] = [],
): readonly string[] {
  const notes = context.pieces
    .slice(0, pieces)
    .filter((p) => p.kind === "project")
    .map((p) => `Notes of the project:\n${fenced(p.text, "text")}`);
  const hint = context.hint === undefined ? [] : [`Hint: ${context.hint}`];
  const names = decls.map((d) => `\`${d.name}\``).join(" and ");
  return [
    ...notes,
    ...facts,
    ...hint,
    `Write the complete Go code of ${names}. Answer with one go code block.`,
  ];
}

function turn(code: readonly string[], parts: readonly string[]): readonly ChatMessage[] {
  return [
    { role: "system", content: systemText },
    { role: "user", content: inert([fenced(code.join("\n\n")), ...parts].join("\n\n")) },
  ];
}

const begun = (opening: string): ChatMessage => ({ role: "assistant", content: `\`\`\`go\n${opening}` });

/** Code, then what is asked of it, and an answer that has begun. */
export const codeTurn = (code: readonly string[], parts: readonly string[], opening: string): Prompt => ({
  kind: "chat",
  messages: [...turn(code, parts), begun(opening)],
});

function testCode(share: Share): string {
  const tests = share.context.tests.slice(0, share.tests);
  const helpers = new Map(tests.flatMap((t) => t.helpers.map((h) => [h.title, h.text])));
  return [...helpers.values(), ...tests.map((t) => t.text)].join("\n\n");
}

const pieces = (share: Share): readonly string[] =>
  share.context.pieces
    .slice(0, share.pieces)
    .filter((p) => p.kind !== "project")
    .map((p) => p.text);

/** A file that ends before the body: for continuation and fill-in-the-middle. */
function source(share: Share, decl: TargetDecl): string {
  const { context } = share;
  const documented = withCases(decl, context.cases.slice(0, share.cases));
  const hint = context.hint === undefined ? [] : [context.hint.replace(/^/gm, "// ")];
  const head = documented.slice(0, documented.length - decl.signature.length);
  const parts = [
    `package ${context.packageName}`,
    context.imports,
    ...pieces(share),
    ...hint,
    head.trimEnd(),
  ];
  return `${parts.filter((t) => t !== "").join("\n\n")}\n`;
}
