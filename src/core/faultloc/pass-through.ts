import type { Node } from "web-tree-sitter";
import { indexFile } from "../syntax/index-file";
import type { GoParser } from "../syntax/tree";

/** Where a function decides or works something out by itself. */
const own: ReadonlySet<string> = new Set([
  "if_statement",
  "for_statement",
  "expression_switch_statement",
  "type_switch_statement",
  "select_statement",
  "assignment_statement",
  "inc_statement",
  "dec_statement",
  "send_statement",
  "go_statement",
  "defer_statement",
  "expression_statement",
  "func_literal",
  "index_expression",
  "slice_expression",
  "type_assertion_expression",
]);

/**
 * The functions of a file that only pass on what others give: they call, name, put together and return. There is little
 * in them that could be wrong.
 */
export function passThroughFunctions(parser: GoParser, text: string): readonly string[] {
  const tree = parser.parse(text);
  try {
    return indexFile(parser, text).decls.flatMap((d) => {
      if (d.kind !== "func" || d.body === undefined) return [];
      const body = tree.rootNode.descendantForIndex(d.body.start, d.body.end);
      return body !== null && within(body, (n) => n.type === "call_expression") && !within(body, isOwn)
        ? [d.name]
        : [];
    });
  } finally {
    tree.delete();
  }
}

/** Text and sums are put together with `+`, and addresses taken; other operators work something out. */
const isOwn = (node: Node): boolean => {
  const operator = node.childForFieldName("operator")?.text;
  return (
    own.has(node.type) ||
    (node.type === "binary_expression" && operator !== "+") ||
    (node.type === "unary_expression" && operator !== "&")
  );
};

const within = (node: Node, is: (node: Node) => boolean): boolean =>
  is(node) || node.namedChildren.some((child) => child !== null && within(child, is));
