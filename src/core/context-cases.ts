import type { Node } from "web-tree-sitter";
import { rowsFor, type Row, substitute } from "./context-tables";
import type { ShownTest } from "./context-tests";
import type { GoParser } from "./syntax";

const mostCases = 12;
const longestCase = 160;

/**
 * Single cases read from table tests and simple assertions, as Go that says them: `F("a", 2) == true`. A case that
 * needs a value which is not written in the test is left out. At most twelve, without doubles.
 */
export function casesOf(parser: GoParser, tests: readonly ShownTest[], idents: ReadonlySet<string>): readonly string[] {
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
  const wanted = expectation(call);
  if (wanted === undefined) return [];
  return rowsFor(root, call).flatMap((row: Row): string[] => {
    const left = substitute(call, row);
    const right = wanted.map((w) => (typeof w === "string" ? w : substitute(w, row)));
    if (left === undefined || right.includes(undefined)) return [];
    return [`${oneLine(left)} == ${right.map((r) => oneLine(r ?? "")).join(", ")}`];
  });
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ").replace(/,\s*}/g, "}");

/** What the call must give: one node (or its text) for each result that the test looks at. */
function expectation(call: Node): readonly (Node | string)[] | undefined {
  const direct = comparedWith(call);
  if (direct !== undefined) return [direct];
  const list = call.parent?.type === "expression_list" ? call.parent : undefined;
  const assign = list?.parent;
  if (assign?.type !== "short_var_declaration" && assign?.type !== "assignment_statement") return undefined;
  if (list?.namedChildCount !== 1) return undefined;
  const names = assign.childForFieldName("left")?.namedChildren.map((n) => n.text) ?? [];
  const values = names.map((name) => (name === "_" ? "_" : lookedAt(assign, name)));
  return values.includes(undefined) || values.every((v) => v === "_") ? undefined : (values as (Node | string)[]);
}

/** What a variable is compared with after its assignment, within the same block or `if`. */
function lookedAt(assign: Node, name: string): Node | string | undefined {
  const block = assign.parent;
  const uses = block?.descendantsOfType("identifier").filter((n) => n.text === name && n.startIndex > assign.endIndex) ?? [];
  for (const use of uses) {
    const found = comparedWith(use);
    if (found !== undefined) return found;
  }
  return undefined;
}

const equalFunctions = /(?:^|\.)(?:DeepEqual|Equal|EqualValues|Exactly|EqualFunc)$/;

/** The other side of the comparison that a test makes with this expression. */
function comparedWith(node: Node): Node | string | undefined {
  const parent = node.parent;
  if (parent === null) return undefined;
  if (parent.type === "parenthesized_expression") return comparedWith(parent);
  if (parent.type === "binary_expression") {
    const operator = parent.childForFieldName("operator")?.text;
    const other = [parent.childForFieldName("left"), parent.childForFieldName("right")].find((n) => n?.id !== node.id);
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
  if (parent?.type === "unary_expression" && parent.text.startsWith("!")) return guardsFailure(parent) ? "true" : undefined;
  return guardsFailure(node) && node.type !== "binary_expression" ? "false" : undefined;
}

/** The condition, or a part of it, of an `if` whose body fails the test. */
function guardsFailure(node: Node): boolean {
  for (let at: Node | null = node; at !== null; at = at.parent) {
    const parent: Node | null = at.parent;
    if (parent?.type === "if_statement") {
      const body = parent.childForFieldName("consequence")?.text ?? "";
      return parent.childForFieldName("condition")?.id === at.id && /\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(/.test(body);
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
