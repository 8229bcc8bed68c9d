import type { Node } from "web-tree-sitter";
import type { FuncDecl, GoParser, Param } from "../syntax/tree";

/** What differs between two signatures by types, as the end of a sentence; undefined where they are identical. */
export function differentSignature(parser: GoParser, before: FuncDecl, after: FuncDecl): string | undefined {
  const renames = typeParamRenames(before, after);
  const type = (p: Param, of: "before" | "after") =>
    (p.variadic ? "..." : "") + canonicalType(parser, p.type, of === "after" ? renames : new Map());
  const list = (params: readonly Param[], of: "before" | "after") =>
    params.map((p) => type(p, of)).join(", ");
  const kinds = (decl: FuncDecl, of: "before" | "after") =>
    typeParamTypes(parser, decl, of === "after" ? renames : new Map());
  const pairs: readonly (readonly [string, string, string])[] = [
    ["the receiver is", receiver(before), receiver(after)],
    ["the type parameters are", kinds(before, "before"), kinds(after, "after")],
    ["the parameters are", `(${list(before.params, "before")})`, `(${list(after.params, "after")})`],
    ["the results are", `(${list(before.results, "before")})`, `(${list(after.results, "after")})`],
  ];
  const other = pairs.find(([, a, b]) => a !== b);
  return other === undefined ? undefined : `${other[0]} ${other[1] || "none"}, not ${other[2] || "none"}`;
}

const receiver = (decl: FuncDecl): string =>
  decl.receiver === undefined
    ? ""
    : `${decl.receiver.pointer ? "*" : ""}${decl.receiver.base}${"[_]".repeat(Math.min(1, decl.receiver.typeParams.length))}`;

/** `K comparable, V any`: names and constraints, in order. */
function typeParams(
  parser: GoParser,
  decl: FuncDecl,
): readonly { readonly name: string; readonly constraint: string }[] {
  if (decl.typeParams === undefined)
    return (decl.receiver?.typeParams ?? []).map((name) => ({ name, constraint: "" }));
  const tree = parser.parse(`package p\nfunc f[${decl.typeParams}]()`);
  try {
    return tree.rootNode.descendantsOfType("type_parameter_declaration").flatMap((d) => {
      const constraint = d.childForFieldName("type")?.text ?? "";
      return d
        .childrenForFieldName("name")
        .filter((n) => n.isNamed)
        .map((n) => ({ name: n.text, constraint }));
    });
  } finally {
    tree.delete();
  }
}

function typeParamRenames(before: FuncDecl, after: FuncDecl): ReadonlyMap<string, string> {
  const names = (decl: FuncDecl) =>
    decl.receiver?.typeParams.length
      ? decl.receiver.typeParams
      : (decl.typeParams ?? "").split(",").map((p) => p.trim().split(/\s+/)[0] ?? "");
  const olds = names(before);
  return new Map(
    names(after).flatMap((name, i): [string, string][] =>
      olds[i] === undefined || name === "" ? [] : [[name, olds[i]]],
    ),
  );
}

function typeParamTypes(parser: GoParser, decl: FuncDecl, renames: ReadonlyMap<string, string>): string {
  const params = typeParams(parser, decl).filter((p) => p.constraint !== "");
  return params.length === 0
    ? ""
    : `[${params.map((p) => canonicalType(parser, p.constraint, renames)).join(", ")}]`;
}

/** A type without layout, comments and the names of a function type's parameters; `interface{}` is `any`. */
export function canonicalType(parser: GoParser, type: string, renames: ReadonlyMap<string, string>): string {
  const tree = parser.parse(`package p\nfunc f[_ ${type}]()`);
  try {
    const node = tree.rootNode.descendantsOfType("type_constraint")[0];
    return node === undefined || tree.rootNode.hasError
      ? type.replace(/\s+/g, " ")
      : canonical(node, renames);
  } finally {
    tree.delete();
  }
}

/** Predeclared aliases: one type with two names. */
const aliases: Readonly<Record<string, string>> = { uint8: "byte", int32: "rune" };

function canonical(node: Node, renames: ReadonlyMap<string, string>): string {
  if (node.childCount === 0)
    return node.type === "type_identifier"
      ? (renames.get(node.text) ?? aliases[node.text] ?? node.text)
      : node.text;
  if (node.type === "interface_type" && node.namedChildren.every((c) => c.type === "comment")) return "any";
  if (node.type === "parenthesized_type" && node.namedChildCount === 1)
    return node.namedChildren.map((c) => canonical(c, renames)).join("");
  if (node.type === "parameter_list") return `(${types(node, renames).join(", ")})`;
  if (node.type === "function_type") return functionType(node, renames);
  const parts = node.children
    .filter((c) => c.type !== "comment" && c.text !== "\n")
    .map((c) => canonical(c, renames));
  return parts.reduce(
    (text, part) => text + (/[\p{L}\p{N}_]$/u.test(text) && /^[\p{L}\p{N}_]/u.test(part) ? " " : "") + part,
    "",
  );
}

function functionType(node: Node, renames: ReadonlyMap<string, string>): string {
  const parameters = node.childForFieldName("parameters");
  const result = node.childForFieldName("result");
  const out =
    result === null
      ? []
      : result.type === "parameter_list"
        ? types(result, renames)
        : [canonical(result, renames)];
  return `func(${parameters === null ? "" : types(parameters, renames).join(", ")}) (${out.join(", ")})`;
}

function types(list: Node, renames: ReadonlyMap<string, string>): readonly string[] {
  return list.namedChildren.flatMap((p) => {
    const type = p.childForFieldName("type");
    if (type === null) return [];
    const text = (p.type === "variadic_parameter_declaration" ? "..." : "") + canonical(type, renames);
    const names = p.childrenForFieldName("name").filter((n) => n.isNamed).length;
    return Array.from({ length: Math.max(1, names) }, () => text);
  });
}
