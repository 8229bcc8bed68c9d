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

/** A node with what it stands in: to ask a tree for a node's parent is to search for it from the root. */
interface Place {
  readonly node: Node;
  readonly up: Place | undefined;
}

/** A node that is still to be looked at, or what is to be done once those before it have been. */
type Step = { readonly place: Place; readonly scope: Scope } | (() => readonly Step[] | undefined);

/** The names of a file's tree, by walking it with a scope at hand. Steps wait in a list: code may nest as deep as it likes. */
export function namesOfTree(root: Node): Names {
  const walker: Walker = { bindings: [], free: [] };
  const top: Place = { node: root, up: undefined };
  for (const node of root.namedChildren) {
    const scope = { names: new Map(), parent: undefined, depth: 0 };
    const open: Step[] = [{ place: { node, up: top }, scope }];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const next = typeof step === "function" ? step() : look(step.place, step.scope, walker);
      for (let i = (next?.length ?? 0) - 1; i >= 0; i--) open.push(next?.[i] as Step);
    }
  }
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

function refer(place: Place, scope: Scope, walker: Walker, use: Occurrence["use"] = "read"): void {
  const { node, up } = place;
  const name = node.text;
  const binding = boundTo(name, scope);
  if (binding !== undefined) {
    binding.occurrences.push({ span: spanOf(node), use });
    return;
  }
  if (name === "_" || node.isMissing) return;
  const selected =
    up?.node.type === "selector_expression" || up?.node.type === "qualified_type" ? up : undefined;
  const fieldName = selected?.node.type === "qualified_type" ? "name" : "field";
  const field = selected?.node.childForFieldName(fieldName)?.text;
  const callee = callable(selected ?? place);
  const call = callee.up?.node;
  const called =
    call?.type === "call_expression" && call.childForFieldName("function")?.id === callee.node.id;
  walker.free.push({ name, span: spanOf(node), field, called, type: node.type === "type_identifier" });
}

function boundTo(name: string, scope: Scope): MutableBinding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** `F[int]` and `(F)` are called like `F`. */
function callable(place: Place): Place {
  let at = place;
  for (let { up } = at; up !== undefined; up = at.up) {
    const { type, firstChild } = up.node;
    const wraps = type === "type_instantiation_expression" || type === "parenthesized_expression";
    if (!wraps && !(type === "index_expression" && firstChild?.id === at.node.id)) break;
    at = up;
  }
  return at;
}

const steps = (nodes: readonly (Node | null | undefined)[], up: Place, scope: Scope): readonly Step[] =>
  nodes.flatMap((node) => (node == null ? [] : [{ place: { node, up }, scope }]));

function look(place: Place, scope: Scope, walker: Walker): readonly Step[] {
  const { node } = place;
  switch (node.type) {
    case "identifier":
    case "type_identifier":
    case "package_identifier":
      refer(place, scope, walker);
      return [];
    case "package_clause":
    case "import_declaration":
      return [];
    case "selector_expression":
      return steps([node.childForFieldName("operand")], place, scope);
    case "qualified_type":
      return steps([node.childForFieldName("package")], place, scope);
    case "function_declaration":
    case "method_declaration":
    case "func_literal":
      return ofFunc(place, inner(scope), walker);
    case "block":
    case "if_statement":
    case "for_statement":
    case "expression_switch_statement":
    case "expression_case":
    case "default_case":
    case "type_case":
    case "select_statement":
    case "communication_case":
      return steps(node.namedChildren, place, inner(scope));
    case "type_switch_statement":
      return ofTypeSwitch(place, inner(scope), walker);
    case "short_var_declaration":
    case "range_clause":
    case "receive_statement":
      return ofShort(place, scope, walker);
    case "assignment_statement":
      return [...steps([node.childForFieldName("right")], place, scope), ...ofAssigned(place, scope, walker)];
    case "var_spec":
    case "const_spec":
      return [
        ...steps([node.childForFieldName("type"), node.childForFieldName("value")], place, scope),
        () => declareNames(node, "local", scope, walker),
      ];
    case "type_spec":
    case "type_alias":
      return ofTypeSpec(place, scope, walker);
    case "keyed_element":
      return ofKeyed(place, scope);
    case "parameter_list":
      // Of a function type: its names bind nothing.
      return steps(typesOf(node.namedChildren), place, scope);
    default:
      return steps(node.namedChildren, place, scope);
  }
}

const typesOf = (nodes: readonly Node[]): readonly (Node | null)[] =>
  nodes.map((n) => n.childForFieldName("type"));

function declareNames(node: Node, kind: Binding["kind"], scope: Scope, walker: Walker): undefined {
  // Package-level names are free on purpose: other declarations refer to them.
  if (scope.parent === undefined && kind === "local") return;
  for (const name of node.childrenForFieldName("name")) if (name.isNamed) declare(name, kind, scope, walker);
}

function ofFunc(place: Place, scope: Scope, walker: Walker): readonly Step[] {
  const { node } = place;
  const receiver = node.childForFieldName("receiver");
  for (const argument of receiver?.descendantsOfType("type_arguments") ?? []) {
    for (const name of argument.descendantsOfType("type_identifier"))
      declare(name, "type-param", scope, walker);
  }
  const typeParams = node.childForFieldName("type_parameters")?.namedChildren ?? [];
  for (const param of typeParams) declareNames(param, "type-param", scope, walker);
  const result = node.childForFieldName("result");
  const lists: readonly (readonly [Node | null, Binding["kind"]])[] = [
    [receiver, "receiver"],
    [node.childForFieldName("parameters"), "param"],
    [result?.type === "parameter_list" ? result : null, "result"],
  ];
  return [
    ...steps(typesOf(typeParams), place, scope),
    ...lists.flatMap(([list]) => steps(typesOf(list?.namedChildren ?? []), place, scope)),
    ...steps([result?.type === "parameter_list" ? null : result], place, scope),
    () => {
      for (const [list, kind] of lists)
        for (const p of list?.namedChildren ?? []) declareNames(p, kind, scope, walker);
      // A function's body shares the scope of its parameters.
      return steps(node.childForFieldName("body")?.namedChildren ?? [], place, scope);
    },
  ];
}

function ofShort(place: Place, scope: Scope, walker: Walker): readonly Step[] {
  const { node } = place;
  const right = steps([node.childForFieldName("right")], place, scope);
  const declares = node.type === "short_var_declaration" || node.children.some((c) => c.type === ":=");
  if (!declares) return [...right, ...ofAssigned(place, scope, walker)];
  return [
    ...right,
    () => {
      for (const name of node.childForFieldName("left")?.namedChildren ?? []) {
        if (name.type === "identifier") declare(name, "local", scope, walker);
      }
      return undefined;
    },
  ];
}

function ofAssigned(place: Place, scope: Scope, walker: Walker): readonly Step[] {
  const plain = place.node.childForFieldName("operator")?.text ?? "=";
  const targets = place.node.childForFieldName("left")?.namedChildren ?? [];
  return targets.map((target): Step => {
    const at = { node: target, up: place };
    if (target.type !== "identifier") return { place: at, scope };
    return () => {
      // `x += 1` alone does not count as a use for the compiler either.
      refer(at, scope, walker, plain.endsWith("=") ? "assign" : "read");
      return undefined;
    };
  });
}

function ofTypeSwitch(place: Place, scope: Scope, walker: Walker): readonly Step[] {
  const { node } = place;
  const cases = node.namedChildren.filter((c) => c.type === "type_case" || c.type === "default_case");
  return [
    ...steps([node.childForFieldName("initializer"), node.childForFieldName("value")], place, scope),
    () => {
      const alias = node.childForFieldName("alias")?.namedChildren ?? [];
      for (const name of alias) declare(name, "local", scope, walker);
      return steps(cases, place, scope);
    },
  ];
}

function ofTypeSpec(place: Place, scope: Scope, walker: Walker): readonly Step[] {
  const { node } = place;
  declareNames(node, "local", scope, walker);
  const params = node.childForFieldName("type_parameters")?.namedChildren ?? [];
  const own = inner(scope);
  for (const param of params) declareNames(param, "type-param", own, walker);
  return steps(typesOf([...params, node]), place, own);
}

/** The keys of a struct literal are fields; those of a map, slice or array are expressions. */
function ofKeyed(place: Place, scope: Scope): readonly Step[] {
  const [key, ...values] = place.node.namedChildren.filter((c) => c.type !== "comment");
  const plain = key?.namedChildCount === 1 && key.firstNamedChild?.type === "identifier";
  // An element `{a: b}` of a list has no type right at its braces.
  const literal = place.up?.up?.node;
  const type = literal?.type === "composite_literal" ? literal.childForFieldName("type")?.type : undefined;
  const expression =
    type === "map_type" ||
    type === "slice_type" ||
    type === "array_type" ||
    type === "implicit_length_array_type";
  return steps([!plain || expression ? key : undefined, ...values], place, scope);
}
