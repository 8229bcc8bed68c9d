import type { Node } from "web-tree-sitter";

/** What the local names and fields of one table row stand for, as Go text: `tt.in`, `in`, `want`. */
export type Row = ReadonlyMap<string, string>;

/**
 * The rows that a node is run with: those of the tables that the loops around it go through (one empty row outside of
 * any), each with the locals that are given one literal value.
 */
export function rowsFor(root: Node, node: Node): readonly Row[] {
  let rows: readonly Row[] = [new Map()];
  const test = ancestor(node, ["function_declaration"]);
  if (test !== undefined) rows = [locals(test)];
  for (let at = node.parent; at !== null; at = at.parent) {
    const clause =
      at.type === "for_statement" ? at.namedChildren.find((c) => c.type === "range_clause") : undefined;
    if (clause === undefined) continue;
    const table = tableOf(root, clause);
    if (table === undefined) return [];
    rows = table.flatMap((outer) => rows.map((inner) => new Map([...inner, ...outer.values])));
  }
  return rows;
}

/** An expression with a row's values put in; undefined where a name remains that only the test knows. */
export function substitute(node: Node, row: Row): string | undefined {
  const whole = row.get(node.text);
  if (whole !== undefined) return whole;
  if (node.type === "identifier" && isLocal(node)) return undefined;
  if (node.type === "selector_expression") {
    const operand = node.childForFieldName("operand");
    if (operand?.type === "identifier" && isLocal(operand) && !row.has(operand.text)) return undefined;
  }
  let out = "";
  let at = node.startIndex;
  for (const child of node.children) {
    out += node.text.slice(at - node.startIndex, child.startIndex - node.startIndex);
    const text = child.childCount === 0 || child.isNamed ? substitute(child, row) : child.text;
    if (text === undefined) return undefined;
    out += text;
    at = child.endIndex;
  }
  return node.childCount === 0 ? node.text : out + node.text.slice(at - node.startIndex);
}

function ancestor(node: Node, types: readonly string[]): Node | undefined {
  for (let at = node.parent; at !== null; at = at.parent) if (types.includes(at.type)) return at;
  return undefined;
}

/** Declared within the function that a node stands in; the key of a literal's field is not a use. */
function isLocal(node: Node): boolean {
  if (node.parent?.type === "literal_element" && node.parent.parent?.type === "keyed_element") {
    if (node.parent.parent.namedChild(0)?.id === node.parent.id) return false;
  }
  const test = ancestor(node, ["function_declaration"]);
  return test !== undefined && declaredIn(test).has(node.text);
}

function declaredIn(test: Node): ReadonlySet<string> {
  const lists = test
    .descendantsOfType(["short_var_declaration", "range_clause"])
    .map((n) => n.childForFieldName("left"));
  const specs = test
    .descendantsOfType(["var_spec", "const_spec", "parameter_declaration"])
    .flatMap((n) => n.childrenForFieldName("name"));
  return new Set([...lists.flatMap((l) => l?.namedChildren ?? []), ...specs].map((n) => n.text));
}

/** Locals that are given one value, once, that holds nothing but literals. */
function locals(test: Node): Row {
  const row = new Map<string, string>();
  const count = new Map<string, number>();
  for (const n of test.descendantsOfType([
    "short_var_declaration",
    "assignment_statement",
    "var_spec",
    "const_spec",
  ])) {
    const left = n.childForFieldName("left")?.namedChildren ?? n.childrenForFieldName("name");
    const right = (n.childForFieldName("right") ?? n.childForFieldName("value"))?.namedChildren ?? [];
    left.forEach((name, i) => {
      count.set(name.text, (count.get(name.text) ?? 0) + 1);
      const value = right.length === left.length ? right[i] : undefined;
      if (value !== undefined && isLiteral(value)) row.set(name.text, value.text);
    });
  }
  for (const [name, times] of count) if (times > 1) row.delete(name);
  return row;
}

const isLiteral = (node: Node): boolean =>
  node.descendantsOfType(["call_expression", "func_literal"]).length === 0 &&
  (node.type === "composite_literal" || node.descendantsOfType("identifier").length === 0);

export interface TableRow {
  /** The element of the table's literal. */
  readonly node: Node;
  readonly values: Row;
}

/** The rows of `for k, v := range table`; undefined where the table is not a literal. */
export function tableOf(root: Node, clause: Node): readonly TableRow[] | undefined {
  const right = clause.childForFieldName("right");
  const names = clause.childForFieldName("left")?.namedChildren.map((n) => n.text) ?? [];
  const literal = right?.type === "identifier" ? initialOf(root, clause, right.text) : right;
  if (literal?.type !== "composite_literal") return undefined;
  const type = literal.childForFieldName("type");
  const elements = literal.childForFieldName("body")?.namedChildren.filter((c) => c.type !== "comment") ?? [];
  const map = type?.type === "map_type";
  const element = type?.childForFieldName(map ? "value" : "element") ?? null;
  return elements.map((node, i) => ({
    node,
    values: map
      ? mapRow(root, node, names, element)
      : elementRow(root, value(node), names, String(i), element),
  }));
}

/** What a name is first given: in the function around its use, else anywhere. */
function initialOf(root: Node, use: Node, name: string): Node | undefined {
  const within = ancestor(use, ["function_declaration", "method_declaration"]);
  for (const scope of [within ?? root, root]) {
    for (const n of scope.descendantsOfType(["short_var_declaration", "var_spec"])) {
      const left = n.childForFieldName("left")?.namedChildren ?? n.childrenForFieldName("name");
      const right = (n.childForFieldName("right") ?? n.childForFieldName("value"))?.namedChildren ?? [];
      const found = left.findIndex((l) => l.text === name);
      if (found >= 0 && right[found] !== undefined) return right[found];
    }
  }
  return undefined;
}

function mapRow(root: Node, element: Node, names: readonly string[], type: Node | null): Row {
  const [key, val] = element.namedChildren;
  if (key === undefined || val === undefined) return new Map();
  return elementRow(root, value(val), names, key.text, type);
}

/** A literal_element holds the value. */
const value = (element: Node): Node => {
  const inner = element.type === "keyed_element" ? element.namedChild(1) : element;
  return (inner?.type === "literal_element" ? inner.namedChild(0) : inner) ?? element;
};

function elementRow(
  root: Node,
  element: Node,
  names: readonly string[],
  key: string,
  type: Node | null,
): Row {
  const [first, second] = names;
  const row = new Map<string, string>();
  if (first !== undefined && first !== "_") row.set(first, key);
  if (second === undefined || second === "_") return row;
  const body = element.type === "literal_value" ? element : element.childForFieldName("body");
  const fields = structFields(root, type);
  if (body === null || fields === undefined) {
    const typed = element.type === "literal_value" && type !== null ? type.text + element.text : element.text;
    return row.set(second, typed);
  }
  for (const field of fields) row.set(`${second}.${field.name}`, field.zero);
  body.namedChildren
    .filter((c) => c.type !== "comment")
    .forEach((child, i) => {
      const keyed = child.type === "keyed_element" ? child.namedChild(0)?.text : fields[i]?.name;
      const field = fields.find((f) => f.name === keyed);
      const given = value(child);
      const text =
        given.type === "literal_value" && field !== undefined ? field.type + given.text : given.text;
      if (field !== undefined) row.set(`${second}.${field.name}`, text);
    });
  return row;
}

/** Fields of a struct type written in place or declared in the test; undefined for any other type. */
function structFields(
  root: Node,
  type: Node | null,
): readonly { name: string; type: string; zero: string }[] | undefined {
  const plain = type?.type === "pointer_type" ? (type.namedChild(0) ?? type) : type;
  const spec = root
    .descendantsOfType("type_spec")
    .find((s) => s.childForFieldName("name")?.text === plain?.text);
  const struct = plain?.type === "struct_type" ? plain : spec?.childForFieldName("type");
  if (struct?.type !== "struct_type") return undefined;
  return struct.descendantsOfType("field_declaration").flatMap((field) => {
    const fieldType = field.childForFieldName("type")?.text ?? "";
    return field
      .childrenForFieldName("name")
      .map((n) => ({ name: n.text, type: fieldType, zero: zeroOf(fieldType) }));
  });
}

function zeroOf(type: string): string {
  if (type === "string") return '""';
  if (type === "bool") return "false";
  if (/^(?:u?int\d*|float\d\d|byte|rune|uintptr|time\.Duration)$/.test(type)) return "0";
  return /^(?:\*|\[\]|map\[|func|chan|error|any|interface)/.test(type) ? "nil" : `${type}{}`;
}
