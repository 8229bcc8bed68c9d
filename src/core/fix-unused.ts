import type { Node } from "web-tree-sitter";
import type { TextChange } from "./edit";
import { offsetAt, type TextFix } from "./fix";
import { namesIn } from "./splice-names";
import type { Binding } from "./splice-scope";
import type { GoParser } from "./syntax";
import type { Finding } from "./verdict";

/** A variable that is declared and not used: blank where it stands beside others, else used once or removed. */
export function fixUnused(parser: GoParser, text: string, finding: Finding): readonly TextFix[] {
  const name =
    /^declared and not used: (\w+)$/.exec(finding.message)?.[1] ??
    /^(\w+) declared/.exec(finding.message)?.[1] ??
    "";
  const at = offsetAt(text, finding.line, finding.column);
  const bindings = namesIn(parser, text).bindings;
  const binding = bindings.find((b) => b.name === name && b.occurrences[0]?.span.start === at);
  if (binding === undefined) return [];
  const tree = parser.parse(text);
  try {
    const declared = tree.rootNode.descendantForIndex(at, at + 1);
    const changes = declared === null ? undefined : changesFor(declared, binding, bindings, text);
    return changes === undefined ? [] : [{ note: `${name} was not used`, changes }];
  } finally {
    tree.delete();
  }
}

function changesFor(
  declared: Node,
  binding: Binding,
  bindings: readonly Binding[],
  text: string,
): readonly TextChange[] | undefined {
  const assigned = binding.occurrences.length > 1;
  const list = declared.parent;
  const statement = list?.parent;
  const blank = { start: declared.startIndex, end: declared.endIndex, text: "_" };
  if (statement?.type === "range_clause" && !assigned) return blankInRange(statement, list, blank);
  if (statement?.type === "short_var_declaration" && !assigned) {
    const names = list?.namedChildren ?? [];
    if (names.length > 1) {
      const fresh = names.some((n) => n.id !== declared.id && isNew(n, bindings));
      const operator = statement.children.find((c) => c.type === ":=");
      return fresh || operator === undefined
        ? [blank]
        : [blank, { start: operator.startIndex, end: operator.endIndex, text: "=" }];
    }
  }
  if (statement?.type === "type_switch_statement") return withoutAlias(statement);
  return useOnce(declared, text);
}

/** `switch v := x.(type)` with a `v` that no case uses. */
function withoutAlias(statement: Node): readonly TextChange[] | undefined {
  const alias = statement.childForFieldName("alias");
  const value = statement.childForFieldName("value");
  return alias === null || value === null
    ? undefined
    : [{ start: alias.startIndex, end: value.startIndex, text: "" }];
}

const isNew = (node: Node, bindings: readonly Binding[]): boolean =>
  bindings.some((b) => b.occurrences[0]?.span.start === node.startIndex);

/** `for i, v := range x`: `_` for one of two, nothing at all for the only one. */
function blankInRange(clause: Node, list: Node | null | undefined, blank: TextChange): readonly TextChange[] {
  const names = list?.namedChildren ?? [];
  const others = names.filter((n) => n.startIndex !== blank.start && n.text !== "_");
  const range = clause.children.find((c) => c.type === "range");
  if (others.length > 0 || range === undefined) {
    const second = names[1];
    const lastOfTwo = second !== undefined && second.startIndex === blank.start && names[0] !== undefined;
    return lastOfTwo ? [{ start: names[0]?.endIndex ?? blank.start, end: blank.end, text: "" }] : [blank];
  }
  return [{ start: clause.startIndex, end: range.startIndex, text: "" }];
}

/** `_ = x` behind the declaration: right wherever a statement may stand. */
function useOnce(declared: Node, text: string): readonly TextChange[] | undefined {
  let statement: Node = declared;
  while (statement.parent !== null && statement.parent.type !== "statement_list")
    statement = statement.parent;
  if (statement.parent === null) return undefined;
  // In a header (`if x := f(); …`) the variable lives in the block only.
  if (!/^(?:short_var_declaration|var_declaration|const_declaration)$/.test(statement.type)) return undefined;
  const line = text.lastIndexOf("\n", statement.startIndex - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
  const eol = text[text.indexOf("\n", statement.startIndex) - 1] === "\r" ? "\r\n" : "\n";
  return [
    { start: statement.endIndex, end: statement.endIndex, text: `${eol}${indent}_ = ${declared.text}` },
  ];
}
