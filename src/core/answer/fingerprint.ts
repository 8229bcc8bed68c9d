import type { Node } from "web-tree-sitter";
import type { Candidate } from "../candidate";
import type { GoParser } from "../syntax/tree";

/**
 * The candidate's syntax without what does not count as a difference: comments, spaces, and the names of its local
 * variables. Two candidates with the same print are one.
 */
export function fingerprint(parser: GoParser, candidate: Candidate): string {
  const tree = parser.parse(candidate.text);
  try {
    const locals = new Map<string, string>();
    declared(tree.rootNode, locals);
    const tokens: string[] = [];
    leaves(tree.rootNode, (leaf) => {
      if (leaf.type === "comment" || leaf.text.trim() === "") return;
      tokens.push(leaf.type === "identifier" ? (locals.get(leaf.text) ?? leaf.text) : leaf.text);
    });
    return tokens.join(" ");
  } finally {
    tree.delete();
  }
}

const declaring = new Set(["short_var_declaration", "range_clause"]);

/** Names bound by `:=`, `range` and local `var`, numbered in the order in which they appear. */
function declared(node: Node, into: Map<string, string>): void {
  const bound = declaring.has(node.type)
    ? (node.childForFieldName("left")?.namedChildren ?? [])
    : node.type === "var_spec" && node.parent?.parent?.type !== "source_file"
      ? node.childrenForFieldName("name")
      : [];
  for (const name of bound) {
    if (name.type === "identifier" && !into.has(name.text)) into.set(name.text, `local${into.size}`);
  }
  for (const child of node.namedChildren) declared(child, into);
}

function leaves(node: Node, see: (leaf: Node) => void): void {
  const literal = node.type === "interpreted_string_literal" || node.type === "raw_string_literal";
  if (node.childCount === 0 || literal) see(node);
  else for (const child of node.children) leaves(child, see);
}
