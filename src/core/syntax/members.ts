import type { Node } from "web-tree-sitter";
import type { GoParser } from "./tree";

/** A type that a file declares at its top level, by what is written there. */
export interface TypeMembers {
  readonly name: string;
  /** Names of its fields, or of an interface's methods. */
  readonly own: readonly string[];
  /** Names of the types that it embeds, without package and type arguments. */
  readonly embedded: readonly string[];
  /** It has members that are not written here: of embedded types, or of the type that it is defined by. */
  readonly open: boolean;
}

export function typesIn(parser: GoParser, text: string): readonly TypeMembers[] {
  const tree = parser.parse(text);
  try {
    return tree.rootNode.namedChildren
      .filter((n) => n.type === "type_declaration")
      .flatMap((n) => n.namedChildren.filter((c) => c.type === "type_spec" || c.type === "type_alias"))
      .map(membersOf);
  } finally {
    tree.delete();
  }
}

function membersOf(spec: Node): TypeMembers {
  const type = spec.childForFieldName("type");
  const list = type?.type === "struct_type" ? (type.namedChild(0)?.namedChildren ?? []) : [];
  const fields = list.filter((n) => n.type === "field_declaration");
  const embedded = fields.filter((f) => f.childForFieldName("name") === null);
  const methods = type?.type === "interface_type" ? type.namedChildren : [];
  const elsewhere =
    spec.type === "type_alias" ||
    /^(?:type_identifier|qualified_type|generic_type)$/.test(type?.type ?? "") ||
    methods.some((m) => m.type !== "method_elem" && m.type !== "comment");
  return {
    name: nameOf(spec),
    own: [
      ...fields.flatMap((f) => f.childrenForFieldName("name").map((n) => n.text)),
      ...embedded.map(embeddedName),
      ...methods.filter((m) => m.type === "method_elem").map(nameOf),
    ],
    embedded: embedded.map(embeddedName),
    open: embedded.length > 0 || elsewhere,
  };
}

const nameOf = (node: Node): string => node.childForFieldName("name")?.text ?? "";

/** `*pkg.Base[T]` is called Base. */
function embeddedName(field: Node): string {
  const type = field.childForFieldName("type")?.text.replace(/\[.*$/s, "") ?? "";
  return type.slice(type.lastIndexOf(".") + 1).replace(/^\*/, "");
}

/** `Type.field` for what a type is known to have, and `Type.*` where it may have more. */
export const memberNames = (parser: GoParser, text: string): readonly string[] =>
  typesIn(parser, text).flatMap(({ name, own, open }) => [
    ...own.map((member) => `${name}.${member}`),
    ...(open ? [`${name}.*`] : []),
  ]);
