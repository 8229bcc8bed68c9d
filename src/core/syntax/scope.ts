import type { Node } from "web-tree-sitter";
import type { Span } from "./tree";

/** One place where a name is declared or used. */
export interface Occurrence {
  readonly span: Span;
  readonly use: "declare" | "assign" | "read";
}

/** A name declared inside the text, with all its occurrences. */
export interface Binding {
  readonly name: string;
  readonly kind: "param" | "result" | "receiver" | "type-param" | "local";
  readonly occurrences: readonly Occurrence[];
  /** 1 for what shares the scope of a declaration's parameters, one more for each block or function literal further in. */
  readonly depth: number;
}

/** A name that is declared outside: package level, an import, or predeclared. */
export interface FreeName {
  readonly name: string;
  readonly span: Span;
  /** The selected field where it stands as `name.field`. */
  readonly field: string | undefined;
  /** It is what a call calls: `name(…)` or `name.field(…)`. */
  readonly called: boolean;
  readonly type: boolean;
}

export interface Names {
  readonly bindings: readonly Binding[];
  readonly free: readonly FreeName[];
}

interface MutableBinding extends Binding {
  readonly occurrences: Occurrence[];
}

interface Scope {
  readonly names: Map<string, MutableBinding>;
  readonly parent: Scope | undefined;
  readonly depth: number;
}

interface Walker {
  readonly bindings: MutableBinding[];
  readonly free: FreeName[];
}

/** The names of a file's tree, by walking it with a scope at hand. */
export function namesOfTree(root: Node): Names {
  const walker: Walker = { bindings: [], free: [] };
  for (const child of root.namedChildren)
    walk(child, { names: new Map(), parent: undefined, depth: 0 }, walker);
  return walker;
}

const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });
const inner = (scope: Scope): Scope => ({ names: new Map(), parent: scope, depth: scope.depth + 1 });

function declare(node: Node, kind: Binding["kind"], scope: Scope, walker: Walker): void {
  const name = node.text;
  if (name === "_" || name === "") return;
  const known = scope.names.get(name);
  if (known !== undefined) {
    known.occurrences.push({ span: spanOf(node), use: "assign" });
    return;
  }
  const binding: MutableBinding = {
    name,
    kind,
    depth: scope.depth,
    occurrences: [{ span: spanOf(node), use: "declare" }],
  };
  scope.names.set(name, binding);
  walker.bindings.push(binding);
}

function refer(node: Node, scope: Scope, walker: Walker, use: Occurrence["use"] = "read"): void {
  const name = node.text;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.names.get(name);
    if (binding !== undefined) {
      binding.occurrences.push({ span: spanOf(node), use });
      return;
    }
  }
  if (name === "_" || node.isMissing) return;
  const parent = node.parent;
  const selected =
    parent?.type === "selector_expression" || parent?.type === "qualified_type" ? parent : undefined;
  const field = selected?.childForFieldName(selected.type === "qualified_type" ? "name" : "field")?.text;
  const callee = callable(selected ?? node);
  const call = callee.parent;
  const called = call?.type === "call_expression" && call.childForFieldName("function")?.id === callee.id;
  walker.free.push({ name, span: spanOf(node), field, called, type: node.type === "type_identifier" });
}

/** `F[int]` and `(F)` are called like `F`. */
function callable(node: Node): Node {
  const parent = node.parent;
  const wraps =
    parent?.type === "type_instantiation_expression" || parent?.type === "parenthesized_expression";
  return parent !== null &&
    (wraps || (parent.type === "index_expression" && parent.firstChild?.id === node.id))
    ? callable(parent)
    : node;
}

function walkAll(nodes: readonly (Node | null)[], scope: Scope, walker: Walker): void {
  for (const node of nodes) if (node !== null) walk(node, scope, walker);
}

function walk(node: Node, scope: Scope, walker: Walker): void {
  switch (node.type) {
    case "identifier":
    case "type_identifier":
    case "package_identifier":
      refer(node, scope, walker);
      return;
    case "package_clause":
    case "import_declaration":
      return;
    case "selector_expression":
      walkAll([node.childForFieldName("operand")], scope, walker);
      return;
    case "qualified_type":
      walkAll([node.childForFieldName("package")], scope, walker);
      return;
    case "function_declaration":
    case "method_declaration":
    case "func_literal":
      walkFunc(node, inner(scope), walker);
      return;
    case "block":
    case "if_statement":
    case "for_statement":
    case "expression_switch_statement":
    case "expression_case":
    case "default_case":
    case "type_case":
    case "select_statement":
    case "communication_case":
      walkAll(node.namedChildren, inner(scope), walker);
      return;
    case "type_switch_statement":
      walkTypeSwitch(node, inner(scope), walker);
      return;
    case "short_var_declaration":
      walkShort(node, scope, walker);
      return;
    case "range_clause":
    case "receive_statement":
      walkShort(node, scope, walker);
      return;
    case "assignment_statement":
      walkAll([node.childForFieldName("right")], scope, walker);
      walkAssigned(node, scope, walker);
      return;
    case "var_spec":
    case "const_spec":
      walkAll([node.childForFieldName("type"), node.childForFieldName("value")], scope, walker);
      declareNames(node, "local", scope, walker);
      return;
    case "type_spec":
    case "type_alias":
      walkTypeSpec(node, scope, walker);
      return;
    case "keyed_element":
      walkKeyed(node, scope, walker);
      return;
    case "parameter_list":
      // Of a function type: its names bind nothing.
      walkAll(
        node.namedChildren.map((p) => p.childForFieldName("type")),
        scope,
        walker,
      );
      return;
    default:
      walkAll(node.namedChildren, scope, walker);
  }
}

function declareNames(node: Node, kind: Binding["kind"], scope: Scope, walker: Walker): void {
  // Package-level names are free on purpose: other declarations refer to them.
  if (scope.parent === undefined && kind === "local") return;
  for (const name of node.childrenForFieldName("name")) if (name.isNamed) declare(name, kind, scope, walker);
}

function walkFunc(node: Node, scope: Scope, walker: Walker): void {
  const receiver = node.childForFieldName("receiver");
  for (const argument of receiver?.descendantsOfType("type_arguments") ?? []) {
    for (const name of argument.descendantsOfType("type_identifier"))
      declare(name, "type-param", scope, walker);
  }
  for (const param of node.childForFieldName("type_parameters")?.namedChildren ?? []) {
    declareNames(param, "type-param", scope, walker);
  }
  for (const param of node.childForFieldName("type_parameters")?.namedChildren ?? []) {
    walkAll([param.childForFieldName("type")], scope, walker);
  }
  const result = node.childForFieldName("result");
  const lists: readonly (readonly [Node | null, Binding["kind"]])[] = [
    [receiver, "receiver"],
    [node.childForFieldName("parameters"), "param"],
    [result?.type === "parameter_list" ? result : null, "result"],
  ];
  for (const [list] of lists)
    walkAll(list?.namedChildren.map((p) => p.childForFieldName("type")) ?? [], scope, walker);
  if (result !== null && result.type !== "parameter_list") walk(result, scope, walker);
  for (const [list, kind] of lists)
    for (const p of list?.namedChildren ?? []) declareNames(p, kind, scope, walker);
  // A function's body shares the scope of its parameters.
  walkAll(node.childForFieldName("body")?.namedChildren ?? [], scope, walker);
}

function walkShort(node: Node, scope: Scope, walker: Walker): void {
  walkAll([node.childForFieldName("right")], scope, walker);
  const declares = node.type === "short_var_declaration" || node.children.some((c) => c.type === ":=");
  if (!declares) {
    walkAssigned(node, scope, walker);
    return;
  }
  for (const name of node.childForFieldName("left")?.namedChildren ?? []) {
    if (name.type === "identifier") declare(name, "local", scope, walker);
  }
}

function walkAssigned(node: Node, scope: Scope, walker: Walker): void {
  const plain = node.childForFieldName("operator")?.text ?? "=";
  for (const target of node.childForFieldName("left")?.namedChildren ?? []) {
    // `x += 1` alone does not count as a use for the compiler either.
    if (target.type === "identifier") refer(target, scope, walker, plain.endsWith("=") ? "assign" : "read");
    else walk(target, scope, walker);
  }
}

function walkTypeSwitch(node: Node, scope: Scope, walker: Walker): void {
  const alias = node.childForFieldName("alias");
  walkAll([node.childForFieldName("initializer"), node.childForFieldName("value")], scope, walker);
  for (const name of alias?.namedChildren ?? []) declare(name, "local", scope, walker);
  walkAll(
    node.namedChildren.filter((c) => c.type === "type_case" || c.type === "default_case"),
    scope,
    walker,
  );
}

function walkTypeSpec(node: Node, scope: Scope, walker: Walker): void {
  declareNames(node, "local", scope, walker);
  const params = node.childForFieldName("type_parameters")?.namedChildren ?? [];
  const own = inner(scope);
  for (const param of params) declareNames(param, "type-param", own, walker);
  walkAll(
    [...params, node].map((n) => n.childForFieldName("type")),
    own,
    walker,
  );
}

/** The keys of a struct literal are fields; those of a map, slice or array are expressions. */
function walkKeyed(node: Node, scope: Scope, walker: Walker): void {
  const [key, ...values] = node.namedChildren.filter((c) => c.type !== "comment");
  const plain = key?.namedChildCount === 1 && key.firstNamedChild?.type === "identifier";
  const literal = enclosingLiteral(node);
  const type = literal?.childForFieldName("type")?.type;
  const expression =
    type === "map_type" ||
    type === "slice_type" ||
    type === "array_type" ||
    type === "implicit_length_array_type";
  if (key !== undefined && (!plain || expression)) walk(key, scope, walker);
  walkAll(values, scope, walker);
}

/** The literal whose type is written right at the braces of this element; an element `{a: b}` of a list has none. */
function enclosingLiteral(element: Node): Node | undefined {
  const literal = element.parent?.parent;
  return literal?.type === "composite_literal" ? literal : undefined;
}
