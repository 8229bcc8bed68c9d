import type { ModelInfo } from "../model";
import type { TargetContext, TargetDecl } from "../prompt/context";
import type { Prompt } from "../prompt/form";
import { fenced, heading, inert, systemText } from "../prompt/text";
import type { GoParser } from "../syntax/tree";
import { closingOf, listParts } from "../testcode/scan";
import { type CaseOrigin, type CaseShape, caseKey, makeCase, type TestCase } from "./case";
import { casesIn } from "./doc-examples";
import { tableHead, titleOf } from "./render";
import { testName } from "./style";

/** A way of asking for cases: rows of a table that has begun, or calls with their results one a line. */
export type CaseForm = "rows" | "lines";

export interface CasePrompt {
  readonly form: CaseForm;
  readonly prompt: Prompt;
  readonly stop: readonly string[];
  /** What the answer goes on from. */
  readonly prefix: string;
}

/** Declarations that are shown with the function, in characters. */
const roomForTypes = 1_500;

/** The forms that a model can do, best first. */
export const caseForms = ({ capabilities }: ModelInfo, shape: CaseShape): readonly CaseForm[] =>
  capabilities.complete && !shape.generic ? ["rows", "lines"] : ["lines"];

/** The function that cases are asked for, as a prompt shows it. */
export interface CaseSubject {
  readonly context: TargetContext;
  readonly decl: TargetDecl;
  readonly shape: CaseShape;
}

export const casePrompt = (
  form: CaseForm,
  subject: CaseSubject,
  known: readonly TestCase[],
  prefill: boolean,
): CasePrompt => (form === "rows" ? rowsPrompt(subject, known) : linesPrompt(subject, known, prefill));

/** The package up to a table that has begun; the model has only to go on. */
function rowsPrompt({ context, decl, shape }: CaseSubject, known: readonly TestCase[]): CasePrompt {
  const rows = known.map((c) => `\t\t{${row(shape, c)}},\n`).join("");
  const test = `func ${testName(shape.decl, new Set())}(t *testing.T) {\n${tableHead(shape)}${rows}\t\t{"`;
  const text = `${before(context, decl).join("\n\n")}\n\n${test}`;
  return {
    form: "rows",
    prompt: { kind: "complete", text: inert(text) },
    stop: ["\n\t}\n", "\nfunc "],
    prefix: '{"',
  };
}

const row = (shape: CaseShape, c: TestCase): string =>
  [
    JSON.stringify(titleOf(shape.decl, c)),
    ...(c.receiver === undefined ? [] : [c.receiver]),
    ...c.args,
    ...shape.looks.map((l, i) => (l.how === "error" ? String(c.wants[i] !== "nil") : (c.wants[i] ?? ""))),
  ].join(", ");

/** A row whose input is given: the model has only to say what comes of it. */
export function expectationPrompt(
  subject: CaseSubject,
  known: readonly TestCase[],
  input: Pick<TestCase, "receiver" | "args">,
): CasePrompt {
  const open: TestCase = { ...input, wants: [], origin: "model" };
  const { shape } = subject;
  const rows = rowsPrompt(subject, known);
  const opening = [
    JSON.stringify(titleOf(shape.decl, open)),
    ...(input.receiver === undefined ? [] : [input.receiver]),
    ...input.args,
  ];
  const begun = `{${opening.join(", ")}, `;
  const text = rows.prompt.kind === "complete" ? rows.prompt.text.slice(0, -2) + inert(begun) : "";
  return { form: "rows", prompt: { kind: "complete", text }, stop: ["\n"], prefix: begun };
}

function before(context: TargetContext, decl: TargetDecl): readonly string[] {
  const types: string[] = [];
  let room = roomForTypes;
  for (const piece of context.pieces) {
    if ((piece.kind !== "type" && piece.kind !== "value") || piece.text.length > room) continue;
    types.push(piece.text);
    room -= piece.text.length;
  }
  return [`package ${context.packageName}`, ...types, heading(decl)];
}

function linesPrompt(
  { context, decl, shape }: CaseSubject,
  known: readonly TestCase[],
  prefill: boolean,
): CasePrompt {
  const { ident, receiver } = shape.decl;
  const call = receiver === undefined ? `${ident}(…)` : `x.${ident}(…)`;
  const ask = `List ten different calls of \`${ident}\` with what each one returns, edge cases too. Write real values, one call a line, in the form \`${call} == …\`.${known.length === 0 ? "" : " Not those that are named above."}`;
  const begun = receiver === undefined ? `${ident}(` : "";
  return {
    form: "lines",
    prompt: {
      kind: "chat",
      messages: [
        { role: "system", content: systemText },
        { role: "user", content: inert(`${fenced(before(context, decl).join("\n\n"))}\n\n${ask}`) },
        ...(prefill ? [{ role: "assistant" as const, content: `\`\`\`go\n${begun}` }] : []),
      ],
    },
    stop: prefill ? ["\n```"] : [],
    prefix: prefill ? begun : "",
  };
}

/** The cases that an answer holds, doubles left out. */
export function casesOfAnswer(
  parser: GoParser,
  { form, prefix }: Pick<CasePrompt, "form" | "prefix">,
  answer: string,
  shape: CaseShape,
): readonly TestCase[] {
  const text = prefix + answer;
  if (form === "lines") return casesIn(parser, text.split("\n"), shape, "model");
  const found = new Map<string, TestCase>();
  for (let at = text.indexOf("{"); at >= 0; ) {
    const close = closingOf(text, at);
    if (close === undefined) break;
    const made = caseOfRow(parser, text.slice(at + 1, close), shape, "model");
    if (made !== undefined) found.set(caseKey(made), made);
    at = text.indexOf("{", close + 1);
  }
  return [...found.values()];
}

/** `"title", args…, wants…`; a title that was left out is no harm. */
function caseOfRow(
  parser: GoParser,
  text: string,
  shape: CaseShape,
  origin: CaseOrigin,
): TestCase | undefined {
  const parts = listParts(text).map((p) => p.replace(/^[\p{L}_][\p{L}\p{N}_]*:\s*/u, ""));
  const { decl, looks } = shape;
  const inputs = decl.params.length + (decl.receiver === undefined ? 0 : 1);
  const values = parts.length === inputs + looks.length + 1 ? parts.slice(1) : parts;
  if (values.length !== inputs + looks.length) return undefined;
  const [receiver, args] =
    decl.receiver === undefined ? [undefined, values.slice(0, inputs)] : [values[0], values.slice(1, inputs)];
  const raw = values.slice(inputs).map((w, i) => (looks[i]?.how === "error" ? fails(w) : w));
  const failed = looks.at(-1)?.how === "error" && raw.at(-1) === "error";
  const wants = failed ? raw.map((w, i) => (i === raw.length - 1 ? w : "_")) : raw;
  const of = decl.receiver;
  const on =
    receiver !== undefined && /^\{/.test(receiver) && of !== undefined
      ? `${of.pointer ? "&" : ""}${of.base}${receiver}`
      : receiver;
  return makeCase(parser, shape, { receiver: on, args, wants }, origin);
}

const fails = (want: string): string => (/^(?:false|nil)$/.test(want) ? "nil" : "error");
