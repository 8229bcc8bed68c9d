import type { Node } from "web-tree-sitter";
import type { GoParser } from "../syntax/tree";

/**
 * 1-based line of the table row that a failure is about; undefined where none stands out.
 * @param test `TestX` or `TestX/sub`
 * @param message what the assertion said: a row without a subtest of its own is known by its values
 */
export function caseLine(parser: GoParser, text: string, test: string, message: string): number | undefined {
  const [name = "", ...subs] = test.split("/");
  const tree = parser.parse(text);
  try {
    const rows = rowsOf(tree.rootNode, name);
    const sub = subs.join("/");
    const found = sub === "" ? bySaid(rows, message) : (byName(rows, sub) ?? bySaid(rows, message));
    return found === undefined ? undefined : found.startPosition.row + 1;
  } finally {
    tree.delete();
  }
}

/** Elements of the slices, arrays and maps that the test goes through. */
function rowsOf(root: Node, name: string): readonly Node[] {
  const test = root.namedChildren.find(
    (n) => n.type === "function_declaration" && n.childForFieldName("name")?.text === name,
  );
  if (test === undefined) return [];
  return test.descendantsOfType("range_clause").flatMap((clause) => {
    const right = clause.childForFieldName("right");
    const table = right?.type === "identifier" ? initialOf(root, test, right.text) : right;
    if (table?.type !== "composite_literal") return [];
    const body = table.childForFieldName("body");
    return body?.namedChildren.filter((n) => n.type !== "comment") ?? [];
  });
}

function initialOf(root: Node, test: Node, name: string): Node | undefined {
  for (const within of [test, root]) {
    for (const n of within.descendantsOfType(["short_var_declaration", "var_spec"])) {
      const left = n.childForFieldName("left")?.namedChildren ?? n.childrenForFieldName("name");
      const right = (n.childForFieldName("right") ?? n.childForFieldName("value"))?.namedChildren ?? [];
      const at = left.findIndex((l) => l.text === name);
      if (at >= 0 && right[at] !== undefined) return right[at];
    }
  }
  return undefined;
}

/** A string of the row is the subtest's name, as the testing package spells it. */
function byName(rows: readonly Node[], sub: string): Node | undefined {
  const plain = sub.replace(/#\d\d$/, "");
  const named = rows.filter((row) => stringsOf(row).some((s) => spelt(s) === plain));
  const again = /#(\d\d)$/.exec(sub);
  return named[again === null ? 0 : Number(again[1])] ?? named[0];
}

const spelt = (text: string): string => text.replace(/\s/g, "_");

const stringsOf = (row: Node): readonly string[] =>
  row.descendantsOfType(["interpreted_string_literal", "raw_string_literal"]).map(unquoted);

function unquoted({ text }: Node): string {
  if (text.startsWith("`")) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1); // An escape that only Go has.
  }
}

/** The one row whose values are all in the message, or more of them than of any other row. */
function bySaid(rows: readonly Node[], message: string): Node | undefined {
  const scored = rows
    .map((row) => ({ row, ...shared(row, message) }))
    .filter(({ matching, all }) => matching > 0 && 2 * matching >= all)
    .sort((a, b) => b.matching - a.matching);
  const [first, second] = scored;
  return first === undefined || first.matching === second?.matching ? undefined : first.row;
}

function shared(row: Node, message: string): { matching: number; all: number } {
  const numbers = row.descendantsOfType(["int_literal", "float_literal"]).map((n) => n.text);
  const strings = stringsOf(row).filter((s) => s !== "");
  const has = (value: string): boolean =>
    new RegExp(`(?<![\\p{L}\\p{N}_.])${value.replace(/[.+]/g, "\\$&")}(?![\\p{L}\\p{N}_])`, "u").test(
      message,
    );
  const matching = numbers.filter(has).length + strings.filter((s) => message.includes(s)).length;
  return { matching, all: numbers.length + strings.length };
}
