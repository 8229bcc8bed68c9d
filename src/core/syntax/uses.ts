import type { Node } from "web-tree-sitter";
import type { GoParser, Span } from "./tree";

/** A name as it is written, declared or used. Field names and names behind a dot are `field`. */
export interface NameUse {
  readonly name: string;
  readonly span: Span;
  readonly kind: "value" | "type" | "field" | "package";
}

export interface CallUse {
  /** As written without type arguments: `F`, `x.F`, `pkg.F`; other callees (`f()()`) as their text. */
  readonly callee: string;
  /** The last name of the callee; undefined where it has none. */
  readonly name: string | undefined;
  readonly calleeSpan: Span;
  readonly span: Span;
  readonly args: readonly Span[];
}

/** `operand.field` where the operand is a bare identifier: `pkg.Name`, `x.field`, and `pkg.Type` in types. */
export interface SelectorUse {
  readonly operand: string;
  readonly field: string;
  readonly span: Span;
}

/** In source order. */
export interface Uses {
  readonly names: readonly NameUse[];
  readonly calls: readonly CallUse[];
  readonly selectors: readonly SelectorUse[];
}

/**
 * Names, calls and selectors of a Go file, or of the part of it inside `within`.
 * Offsets are those of the whole text.
 */
export function usesIn(parser: GoParser, text: string, within?: Span): Uses {
  const names: NameUse[] = [];
  const calls: CallUse[] = [];
  const selectors: SelectorUse[] = [];
  const tree = parser.parse(text);
  try {
    visit(tree.rootNode, within, (node) => {
      const kind = nameKinds[node.type];
      if (kind !== undefined && !node.isMissing) names.push({ name: node.text, span: spanOf(node), kind });
      else if (node.type === "call_expression") calls.push(callUse(node));
      const selector = selectorUse(node);
      if (selector !== undefined) selectors.push(selector);
    });
  } finally {
    tree.delete();
  }
  return { names, calls, selectors };
}

const nameKinds: Readonly<Record<string, NameUse["kind"]>> = {
  identifier: "value",
  type_identifier: "type",
  field_identifier: "field",
  package_identifier: "package",
};

/** Sees each node before what is in it. Those to come wait in a list: code may nest as deep as it likes. */
function visit(root: Node, within: Span | undefined, see: (node: Node) => void): void {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (within !== undefined && (node.endIndex <= within.start || node.startIndex >= within.end)) continue;
    const inside = within === undefined || (node.startIndex >= within.start && node.endIndex <= within.end);
    if (inside) see(node);
    for (const child of node.namedChildren.toReversed()) open.push(child);
  }
}

function callUse(node: Node): CallUse {
  const callee = node.childForFieldName("function") ?? node;
  const generic = callee.type === "type_instantiation_expression" || callee.type === "index_expression";
  const plain = generic ? (callee.namedChild(0) ?? callee) : callee;
  const last = plain.type === "selector_expression" ? plain.childForFieldName("field") : plain;
  const list = node.childForFieldName("arguments")?.namedChildren ?? [];
  return {
    callee: plain.text,
    name: last?.type.endsWith("identifier") ? last.text : undefined,
    calleeSpan: spanOf(plain),
    span: spanOf(node),
    args: list.filter((arg) => arg.type !== "comment").map(spanOf),
  };
}

function selectorUse(node: Node): SelectorUse | undefined {
  const [operand, field] =
    node.type === "selector_expression"
      ? [node.childForFieldName("operand"), node.childForFieldName("field")]
      : node.type === "qualified_type"
        ? [node.childForFieldName("package"), node.childForFieldName("name")]
        : [null, null];
  if (operand === null || field === null) return undefined;
  if (operand.type !== "identifier" && operand.type !== "package_identifier") return undefined;
  return { operand: operand.text, field: field.text, span: spanOf(node) };
}

const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });
