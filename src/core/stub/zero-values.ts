import type { Node } from "web-tree-sitter";

/** Names that hold a zero value where a body ends: declared without one, or named results. */
export type Zeros = ReadonlySet<string>;

/** The values of a return statement; undefined for any other statement. */
export function returned(statement: Node): readonly Node[] | undefined {
  if (statement.type !== "return_statement") return undefined;
  const list = statement.namedChildren.find((c) => c.type === "expression_list");
  return list?.namedChildren.filter((c) => c.type !== "comment") ?? [];
}

export const isZeroReturn = (statement: Node, zeros: Zeros): boolean =>
  returned(statement)?.every((value) => isZero(value, zeros)) ?? false;

/** `var zero T`: the variables; none for any other statement. */
export function zeroVariables(statement: Node): readonly string[] {
  if (statement.type !== "var_declaration") return [];
  const specs = statement.descendantsOfType("var_spec");
  if (specs.some((spec) => spec.childForFieldName("value") !== null)) return [];
  return specs.flatMap((spec) => spec.childrenForFieldName("name").map((name) => name.text));
}

export function isZero(value: Node, zeros: Zeros): boolean {
  switch (value.type) {
    case "nil":
    case "false":
      return true;
    case "identifier":
      return zeros.has(value.text);
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

/** A pointer to an empty struct: what generators return in place of a message. */
export const isEmptyMessage = (value: Node): boolean =>
  value.type === "unary_expression" && value.firstChild?.type === "&" && /\{\s*\}$/.test(value.text);
