import type { FuncDecl, GoParser, Param } from "../syntax/tree";
import { listParts } from "../testcode/scan";

/** Who says what a call is to give. `code`: nobody does, it is what the function gives as it stands. */
export type CaseOrigin = "doc" | "person" | "model" | "code";

/** A call of a function and what it is to give. */
export interface TestCase {
  /** Of a method: the receiver as an expression. */
  readonly receiver: string | undefined;
  /** One Go expression for each parameter; for a variadic one its slice. */
  readonly args: readonly string[];
  /** One for each value that is looked at (see `looks`); of an error `nil`, or what it must be: `error` is any. */
  readonly wants: readonly string[];
  readonly origin: CaseOrigin;
}

/** One value that a test can look at after the call. */
export interface ParameterLook {
  readonly type: string;
  readonly how: "basic" | "float" | "error" | "list" | "deep";
  /** The parameter that the function changes, where it returns nothing. */
  readonly param: number | undefined;
  /** The value is an iterator: what it yields is looked at, as a slice of `type`. */
  readonly yields?: true;
}

/** What tests of a function look like; undefined where no test of this kind can look at what it does. */
export interface CaseShape {
  readonly decl: FuncDecl;
  readonly looks: readonly ParameterLook[];
  /** With type parameters no table has a type for them. */
  readonly generic: boolean;
}

const basic =
  /^(?:bool|string|u?int(?:8|16|32|64)?|uintptr|byte|rune|complex(?:64|128)|time\.(?:Duration|Month|Weekday))$/;
const changeable = /^(?:\[\]|map\[|\*)/;

export function shapeOf(decl: FuncDecl): CaseShape | undefined {
  const generic = decl.typeParams !== undefined || (decl.receiver?.typeParams.length ?? 0) > 0;
  const results = decl.results.map(({ type }) => lookOf(type));
  if (decl.params.some((p) => opaque(p.type)) || results.includes(undefined)) return undefined;
  if (results.length > 0) return { decl, looks: results as readonly ParameterLook[], generic };
  const changed = decl.params.flatMap((p, i) => (changeable.test(p.type) && !p.variadic ? [i] : []));
  const [param] = changed;
  const type = param === undefined ? undefined : decl.params[param]?.type;
  if (param === undefined || type === undefined || changed.length > 1) return undefined;
  return { decl, looks: [{ type, how: howOf(type), param }], generic };
}

/** Functions, channels and iterators have no values that a table could hold or a test compare. */
const opaque = (type: string): boolean => /^(?:func\b|(?:<-)?chan\b|iter\.Seq2?\b)/.test(type);

/** `iter.Seq[T]`, and the same written out. Pairs have no slice that holds them. */
const sequence = /^(?:iter\.Seq\[(.+)\]|func\((?:\w+ )?func\((?:\w+ )?([^,()]+)\) bool\))$/;

/** A value that a function returns; undefined for one that no test of this kind can look at. */
function lookOf(type: string): ParameterLook | undefined {
  const [, long, short] = sequence.exec(type) ?? [];
  const element = long ?? short;
  if (element !== undefined) {
    const slice = `[]${element}`;
    return { type: slice, how: howOf(slice), param: undefined, yields: true };
  }
  return opaque(type) ? undefined : { type, how: howOf(type), param: undefined };
}

function howOf(type: string): ParameterLook["how"] {
  if (type === "error") return "error";
  if (/^float(?:32|64)$/.test(type)) return "float";
  if (basic.test(type)) return "basic";
  return /^\[\](?!\[)/.test(type) && basic.test(type.slice(2)) ? "list" : "deep";
}

/** The same call, whatever is said to come of it. */
export const callKey = (c: TestCase): string =>
  [c.receiver ?? "", ...c.args].map((a) => a.replace(/\s+/g, " ").replace(/,\s*([)}])/g, "$1")).join(" | ");

export const caseKey = (c: TestCase): string =>
  `${callKey(c)} == ${c.wants.join(" | ").replace(/\s+/g, " ")}`;

/** The call as a person would write it: a variadic slice is spread. */
export function callText(decl: FuncDecl, c: TestCase): string {
  const args = c.args.map((arg, i) => {
    const param = decl.params[i];
    return param?.variadic === true ? spread(arg, param) : arg;
  });
  const receiver = c.receiver === undefined ? "" : `${operand(c.receiver)}.`;
  return `${receiver}${decl.ident}(${args.filter((a) => a !== "").join(", ")})`;
}

const operand = (text: string): string => (/^[&*]/.test(text) ? `(${text})` : text);

function spread(arg: string, param: Param): string {
  const head = `[]${param.type}{`;
  if (arg === "nil") return "";
  return arg.startsWith(head) && arg.endsWith("}")
    ? listParts(arg.slice(head.length, -1)).join(", ")
    : `${arg}...`;
}

/** A call with what it gives: `Div(1, 0) == 0, error`. */
export const caseText = (decl: FuncDecl, c: TestCase): string =>
  `${callText(decl, c)} == ${c.wants.join(", ")}`;

/**
 * An expression as it has to be spelt for a type: comments write lists as `[1, 2]` or `[1 2]`, and literals of a table
 * leave their type out. Undefined where it is no expression.
 */
export function spelt(parser: GoParser, text: string, type: string): string | undefined {
  const bare = text.trim();
  if (bare === "") return undefined;
  const element = /^\[\](.+)$/.exec(type)?.[1];
  if (element !== undefined && bare.startsWith("[") && bare.endsWith("]") && !/^\[\]/.test(bare)) {
    const inner = bare.slice(1, -1).trim();
    const parts = inner.includes(",") || /["'`]/.test(inner) ? listParts(inner) : inner.split(/\s+/);
    const each = parts.filter((p) => p !== "").map((p) => spelt(parser, p, element));
    return each.includes(undefined) ? undefined : `${type}{${each.join(", ")}}`;
  }
  if (bare.startsWith("{") && bare.endsWith("}"))
    return spelt(parser, `${type.replace(/^\*/, "&")}${bare}`, type);
  // A word that stands for a text in a comment is nothing that Go knows.
  return isExpression(parser, bare) ? bare : undefined;
}

function isExpression(parser: GoParser, text: string): boolean {
  const tree = parser.parse(`package p\n\nvar _ = ${text}\n`);
  try {
    const root = tree.rootNode;
    const decl = root.namedChild(1);
    return (
      !root.hasError &&
      root.namedChildCount === 2 &&
      decl?.type === "var_declaration" &&
      !text.includes("\n\n")
    );
  } finally {
    tree.delete();
  }
}

/** Puts expressions in a call's order together with what they give; undefined where they do not fit the function. */
export function makeCase(
  parser: GoParser,
  shape: CaseShape,
  parts: {
    readonly receiver: string | undefined;
    readonly args: readonly string[];
    readonly wants: readonly string[];
  },
  origin: CaseOrigin,
): TestCase | undefined {
  const { decl, looks } = shape;
  if ((decl.receiver === undefined) !== (parts.receiver === undefined)) return undefined;
  const args = packed(parser, decl, parts.args);
  const wants = filled(looks, parts.wants)?.map((want, i) => wanted(parser, want, looks[i]));
  if (args === undefined || wants === undefined || wants.includes(undefined)) return undefined;
  return { receiver: parts.receiver, args, wants: wants as string[], origin };
}

/** What an iterator yields may be stated as a list of anything. */
function wanted(parser: GoParser, want: string, look: ParameterLook | undefined): string | undefined {
  const type = look?.type ?? "";
  return spelt(parser, look?.yields === true ? want.replace(/^\[\]any(?=\{)/, type) : want, type);
}

/** Arguments as the parameters take them; those of a variadic one as a slice. */
function packed(parser: GoParser, decl: FuncDecl, args: readonly string[]): readonly string[] | undefined {
  const last = decl.params.at(-1);
  let given = args;
  if (last?.variadic === true) {
    const fixed = decl.params.length - 1;
    const rest = args.slice(fixed);
    const whole = rest.length === 1 && (rest[0]?.startsWith(`[]${last.type}{`) || rest[0]?.endsWith("..."));
    const slice = whole
      ? (rest[0] ?? "").replace(/\.\.\.$/, "")
      : rest.length === 0
        ? "nil"
        : `[]${last.type}{${rest.join(", ")}}`;
    given = [...args.slice(0, fixed), slice];
  }
  if (given.length !== decl.params.length) return undefined;
  const found = given.map((a, i) => {
    const param = decl.params[i];
    return spelt(parser, a, param === undefined ? "" : param.variadic ? `[]${param.type}` : param.type);
  });
  return found.includes(undefined) ? undefined : (found as string[]);
}

/** Where an error is the last result, one value alone means that there is none, and an error alone that it is all. */
function filled(looks: readonly ParameterLook[], wants: readonly string[]): readonly string[] | undefined {
  const stated = wants.map((w) => w.trim());
  const last = looks.at(-1);
  if (last?.how === "error") {
    const alone = stated.length === 1 && looks.length > 1;
    const error = errorOf(stated.at(-1) ?? "");
    if (error !== undefined && (alone || stated.length === looks.length))
      return [...looks.slice(0, -1).map((_, i) => (error === "nil" ? (stated[i] ?? "_") : "_")), error];
    if (stated.length === looks.length - 1) return [...stated, "nil"];
    return undefined;
  }
  return stated.length === looks.length ? stated : undefined;
}

/** `nil`, `error`, or undefined where the text speaks of no error. */
function errorOf(text: string): string | undefined {
  if (/^nil$/.test(text)) return "nil";
  if (
    /^(?:(?:an?\s+)?(?:non-nil\s+)?err(?:or)?s?\b|(?:fmt\.Errorf|errors\.New)\(|(?:[a-z]\w*\.)?Err\p{Lu}\w*$)/u.test(
      text,
    )
  )
    return "error";
  return undefined;
}
