import type { Node } from "web-tree-sitter";
import { slice } from "../syntax/lines";
import type { FuncDecl, GoParser } from "../syntax/tree";

/** A kind whose body would not compile, or would end the test process, also needs a placeholder (placeholder.ts). */
export type StubKind = "no-body" | "empty" | "todo" | "panic" | "error";

/** What is said in place of an implementation: gopls, josharian/impl and JetBrains write such texts, people too. */
const unwritten =
  /\bnot\s+(?:yet\s+)?(?:been\s+)?implemented\b|\bnotimplemented\b|\bun-?implemented\b|\bimplement\s+(?:me|this|it)\b|\bto\s+be\s+implemented\b|^\W*(?:todo|fixme|tbd|nyi)\b\W*(?:$|implement\b|write\b)|^\W*(?:todo|fixme)\s*[:!(]|^\W*implement\b/i;

const todo =
  /\b(?:TODO|FIXME|XXX|TBD)\b|\btodo\s*:|\b(?:your|write)\s+code\b|\bimplementation\s+(?:here|goes)\b/;

/** Every text of a stub that has statements holds one of these words: whatever has none need not be parsed. */
const hint = /implement|todo|fixme|xxx|tbd|nyi|(?:your|write)\s+code/i;

/**
 * Whether parsing a function may find a stub.
 * @param code from `func` to its end; what follows it does no harm
 */
export function mayBeStub(code: string): boolean {
  if (hint.test(code)) return true;
  const bare = code.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "").trimEnd();
  return !bare.endsWith("}") || /\{\s*\}$/.test(bare);
}

/** Longer than this without its comments, and a body holds more than any spelling of a stub. */
const longestStub = 400;

/** The kind of stub a declaration is, and the reason as the end of a sentence that begins with its name. */
export function stubKind(
  parser: GoParser,
  text: string,
  decl: FuncDecl,
): { readonly kind: StubKind; readonly reason: string } | undefined {
  if (decl.body === undefined) return { kind: "no-body", reason: "has no body" };
  const code = slice(text, decl.body).replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "");
  if (code.length > longestStub) return undefined;
  const tree = parser.parse(`package p\n${slice(text, decl.span)}`);
  try {
    const body = tree.rootNode.hasError ? null : tree.rootNode.lastNamedChild?.childForFieldName("body");
    return body == null ? undefined : kindOfBody(body, decl);
  } finally {
    tree.delete();
  }
}

function kindOfBody(
  body: Node,
  decl: FuncDecl,
): { readonly kind: StubKind; readonly reason: string } | undefined {
  const comments = body.descendantsOfType("comment").map((c) => c.text);
  const statements = body.namedChildren
    .flatMap((c) => (c.type === "statement_list" ? c.namedChildren : [c]))
    .filter((c) => c.type !== "comment" && c.type !== "empty_statement");
  const returns = decl.results.map((r) => r.type).join(", ");
  const marked = comments.some((c) => todo.test(c) || unwritten.test(c));
  if (statements.length === 0) {
    if (marked) return { kind: "todo", reason: "holds only a TODO comment" };
    return returns === ""
      ? undefined
      : { kind: "empty", reason: `is empty although it must return ${returns}` };
  }
  const [first, second] = statements;
  const panics = first === undefined ? undefined : panicText(first);
  if (panics !== undefined && unwritten.test(panics)) {
    const rest = statements.slice(1).every((s) => s === second && isZeroReturn(s, []));
    return rest ? { kind: "panic", reason: `only panics with ${JSON.stringify(panics)}` } : undefined;
  }
  const says = statements.length === 1 && first !== undefined ? errorReturned(first) : undefined;
  if (says !== undefined && unwritten.test(says)) {
    return { kind: "error", reason: `only returns the error ${JSON.stringify(says)}` };
  }
  const last = statements.at(-1);
  if (!marked || last === undefined) return undefined;
  const declared = statements.slice(0, -1).map(zeroVariable);
  if (declared.includes(undefined) || !isZeroReturn(last, declared)) return undefined;
  return { kind: "todo", reason: "only returns zero values under a TODO comment" };
}

/** `panic("…")`, `panic(errors.New("…"))`, `panic(fmt.Sprintf("…", x))`: the text. */
function panicText(statement: Node): string | undefined {
  const call = statement.type === "expression_statement" ? statement.namedChild(0) : null;
  if (call?.type !== "call_expression" || call.childForFieldName("function")?.text !== "panic")
    return undefined;
  const arg = firstArgument(call);
  if (arg === undefined) return undefined;
  return stringValue(arg) ?? madeText(arg, /^(?:errors\.New|fmt\.(?:Errorf|Sprintf|Sprint))$/);
}

/** `return zero, …, errors.New("…")`: the error's text. */
function errorReturned(statement: Node): string | undefined {
  const values = returned(statement);
  const last = values?.at(-1);
  if (values === undefined || last === undefined) return undefined;
  if (!values.slice(0, -1).every((v) => isZero(v, []))) return undefined;
  return madeText(last, /^(?:errors\.New|fmt\.Errorf|errors\.Errorf)$/);
}

function madeText(call: Node, maker: RegExp): string | undefined {
  if (call.type !== "call_expression" || !maker.test(call.childForFieldName("function")?.text ?? ""))
    return undefined;
  const arg = firstArgument(call);
  return arg === undefined ? undefined : stringValue(arg);
}

const firstArgument = (call: Node): Node | undefined =>
  call.childForFieldName("arguments")?.namedChildren.find((c) => c.type !== "comment");

function stringValue(node: Node): string | undefined {
  return node.type.endsWith("string_literal") ? node.text.slice(1, -1) : undefined;
}

/** The values of a return statement; undefined for any other statement. */
function returned(statement: Node): readonly Node[] | undefined {
  if (statement.type !== "return_statement") return undefined;
  const list = statement.namedChildren.find((c) => c.type === "expression_list");
  return list?.namedChildren.filter((c) => c.type !== "comment") ?? [];
}

const isZeroReturn = (statement: Node, zeros: readonly (string | undefined)[]): boolean =>
  returned(statement)?.every((value) => isZero(value, zeros)) ?? false;

/** `var zero T`: the variable. */
function zeroVariable(statement: Node): string | undefined {
  if (statement.type !== "var_declaration") return undefined;
  const spec = statement.namedChildren.find((c) => c.type === "var_spec");
  return spec?.childForFieldName("value") == null ? spec?.childForFieldName("name")?.text : undefined;
}

function isZero(value: Node, zeros: readonly (string | undefined)[]): boolean {
  switch (value.type) {
    case "nil":
    case "false":
      return true;
    case "identifier":
      return zeros.includes(value.text);
    case "int_literal":
    case "float_literal":
      return Number(value.text) === 0;
    case "interpreted_string_literal":
    case "raw_string_literal":
      return value.text.length === 2;
    case "composite_literal":
      return (
        value.childForFieldName("body")?.namedChildCount === 0 &&
        value.childForFieldName("type")?.type !== "slice_type"
      );
    case "unary_expression":
      return /^\*new\([^()]*\)$/.test(value.text);
    default:
      return false;
  }
}
