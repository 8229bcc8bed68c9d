import type { Node } from "web-tree-sitter";
import type { GoParser } from "../syntax/tree";
import { type Row, rowsFor, substitute } from "./tables";
import type { ShownTest } from "./tests-of";

const mostCases = 12;
const longestCase = 160;

/**
 * Single cases read from table tests and simple assertions, as Go that says them: `F("a", 2) == true`. A case that
 * needs a value which is not written in the test is left out. At most twelve, without doubles.
 */
export function casesOf(
  parser: GoParser,
  tests: readonly ShownTest[],
  idents: ReadonlySet<string>,
): readonly string[] {
  const found = new Set<string>();
  for (const test of tests) {
    const helpers = test.helpers.map((h) => h.text).join("\n\n");
    const tree = parser.parse(`package p\n\n${test.text}\n\n${helpers}\n`);
    try {
      const root = tree.rootNode;
      for (const call of root.descendantsOfType("call_expression")) {
        if (!callsOneOf(call, idents)) continue;
        for (const text of casesOfCall(root, call)) if (text.length <= longestCase) found.add(text);
      }
    } finally {
      tree.delete();
    }
  }
  return [...found].slice(0, mostCases);
}

function callsOneOf(call: Node, idents: ReadonlySet<string>): boolean {
  const callee = call.childForFieldName("function");
  const name = callee?.type === "selector_expression" ? callee.childForFieldName("field") : callee;
  return name != null && idents.has(name.text);
}

function casesOfCall(root: Node, call: Node): readonly string[] {
  const checks = checksOf(call);
  if (checks.length === 0) return [];
  return rowsFor(root, call).flatMap((row: Row) => {
    const text = substitute(call, row);
    if (text === undefined) return [];
    return checks.flatMap((check): string[] => {
      const left = substitute(check.of, new Map([...row, [check.name, text]]));
      const right = check.wanted.map((w) => (typeof w === "string" ? w : substitute(w, row)));
      if (left === undefined || right.includes(undefined)) return [];
      return [`${oneLine(left)} == ${right.map((r) => oneLine(r ?? "")).join(", ")}`];
    });
  });
}

const oneLine = (text: string): string => text.replace(/(?<!\s)\s*\n\s*/g, " ").replace(/,\s*}/g, "}");

/** One thing a test wants of a call: `of` holds the call, or the variable `name` that was given its result. */
interface Check {
  readonly of: Node;
  readonly name: string;
  /** A node or its text for each result that the test looks at. */
  readonly wanted: readonly (Node | string)[];
}

function checksOf(call: Node): readonly Check[] {
  const direct = check(call, call.text);
  if (direct !== undefined) return [direct];
  const list = call.parent?.type === "expression_list" ? call.parent : undefined;
  const assign = list?.parent;
  if (assign?.type !== "short_var_declaration" && assign?.type !== "assignment_statement") return [];
  const names = assign.childForFieldName("left")?.namedChildren.map((n) => n.text) ?? [];
  const [only] = names;
  if (list?.namedChildCount !== 1 || only === undefined) return [];
  if (names.length === 1) return usesAfter(assign, only).flatMap((use) => check(use, only) ?? []);
  const wanted = names.map((name) => (name === "_" ? "_" : lookedAt(assign, name)));
  if (wanted.includes(undefined) || wanted.every((w) => w === "_")) return [];
  return [{ of: call, name: call.text, wanted: wanted as (Node | string)[] }];
}

/** `x != want`, `len(x) != 2`, `x["a"] != 1`, `x.Name != ""`. */
function check(node: Node, name: string): Check | undefined {
  let of = node;
  for (let parent = of.parent; parent !== null; parent = of.parent) {
    const part = parent.type === "index_expression" || parent.type === "selector_expression";
    const measured =
      parent.type === "argument_list" &&
      parent.namedChildCount === 1 &&
      /^(?:len|string)\(/.test(parent.parent?.text ?? "");
    if (
      part &&
      parent.childForFieldName("operand")?.id === of.id &&
      parent.parent?.type !== "call_expression"
    )
      of = parent;
    else if (measured && parent.parent !== null) of = parent.parent;
    else break;
  }
  const wanted = comparedWith(of);
  return wanted === undefined ? undefined : { of, name, wanted: [wanted] };
}

/** Uses of a variable within the same block or `if`, up to where it is given another value. */
function usesAfter(assign: Node, name: string): readonly Node[] {
  const all =
    assign.parent
      ?.descendantsOfType("identifier")
      .filter((n) => n.text === name && n.startIndex > assign.endIndex) ?? [];
  const again = all.findIndex(
    (n) =>
      /^(?:assignment_statement|short_var_declaration)$/.test(n.parent?.parent?.type ?? "") &&
      n.parent?.parent?.childForFieldName("left")?.id === n.parent?.id,
  );
  return again < 0 ? all : all.slice(0, again);
}

/** What a variable is compared with after its assignment. */
function lookedAt(assign: Node, name: string): Node | string | undefined {
  for (const use of usesAfter(assign, name)) {
    const found = comparedWith(use);
    if (found !== undefined) return found;
  }
  return undefined;
}

const equalFunctions = /(?:^|\.)(?:DeepEqual|Equal|EqualValues|Exactly|EqualFunc|Is|ErrorIs)$/;

/** The other side of the comparison that a test makes with this expression. */
function comparedWith(node: Node): Node | string | undefined {
  const parent = node.parent;
  if (parent === null) return undefined;
  if (parent.type === "parenthesized_expression") return comparedWith(parent);
  if (parent.type === "binary_expression") {
    const operator = parent.childForFieldName("operator")?.text;
    const other = [parent.childForFieldName("left"), parent.childForFieldName("right")].find(
      (n) => n?.id !== node.id,
    );
    if (other == null) return truth(node);
    if (operator === "!=") return other;
    if (operator === "==" && other.type === "nil" && guardsFailure(parent)) return "an error";
    return operator === "||" ? truth(node) : undefined;
  }
  if (parent.type === "argument_list") return argumentOfEqual(parent, node);
  return truth(node);
}

/** `if !ok { t.Fatal }` wants true, `if ok { t.Fatal }` wants false. */
function truth(node: Node): string | undefined {
  const parent = node.parent;
  if (parent?.type === "unary_expression" && parent.text.startsWith("!"))
    return guardsFailure(parent) ? "true" : undefined;
  return guardsFailure(node) && node.type !== "binary_expression" ? "false" : undefined;
}

/** The condition, or a part of it, of an `if` whose body fails the test. */
function guardsFailure(node: Node): boolean {
  for (let at: Node | null = node; at !== null; at = at.parent) {
    const parent: Node | null = at.parent;
    if (parent?.type === "if_statement") {
      const body = parent.childForFieldName("consequence")?.text ?? "";
      return (
        parent.childForFieldName("condition")?.id === at.id &&
        /\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(/.test(body)
      );
    }
    if (parent?.type !== "binary_expression" && parent?.type !== "parenthesized_expression") return false;
  }
  return false;
}

/** `!reflect.DeepEqual(got, want)`, `slices.Equal`, `assert.Equal(t, want, got)`: the other value. */
function argumentOfEqual(list: Node, node: Node): Node | string | undefined {
  const call = list.parent;
  const callee = call?.childForFieldName("function")?.text ?? "";
  const args = list.namedChildren.filter((c) => c.type !== "comment");
  const asserts = /^(?:assert|require|is|s|suite)\./.test(callee);
  if (asserts && /\.(?:True|False)$/.test(callee)) return callee.endsWith("True") ? "true" : "false";
  if (asserts && /\.(?:NoError|Nil)$/.test(callee)) return "nil";
  if (asserts && /\.Error$/.test(callee)) return "an error";
  if (!equalFunctions.test(callee)) return undefined;
  const negated = call?.parent?.type === "unary_expression" && call.parent.text.startsWith("!");
  if (!asserts && !negated) return undefined;
  const values = args.filter((a) => !(asserts && /^[tb]$|\.T\(\)$/.test(a.text))).slice(0, 2);
  return values.length === 2 ? values.find((v) => v.id !== node.id) : undefined;
}
