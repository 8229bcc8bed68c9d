import type { Node } from "web-tree-sitter";
import type { GoParser } from "../syntax/tree";
import { namePattern, spelt, unquoted } from "./subtest-name";
import { type TableRow, tableOf } from "./tables";

/** A subtest that failed, or the test itself. */
export interface FailedCase {
  /** `TestX` or `TestX/sub` */
  readonly test: string;
  /** What the assertion said: a row without a subtest of its own is known by its values. */
  readonly message: string;
  /** All subtests of the same run, in the order in which they began. */
  readonly ran: readonly string[];
}

/** 1-based line of the table row that a failure is about; undefined where none stands out. */
export function caseLine(parser: GoParser, text: string, failed: FailedCase): number | undefined {
  const [name = "", ...subs] = failed.test.split("/");
  const tree = parser.parse(text);
  try {
    const tables = tablesOf(tree.rootNode, name, subs[0]);
    const rows = tables.flatMap((t) => t.rows.map((r) => r.node));
    const sub = subs.join("/");
    const found =
      sub === ""
        ? bySaid(rows, failed.message)
        : (byPattern(tables, sub, failed.message) ??
          byOrder(tables, failed) ??
          byName(rows, sub) ??
          bySaid(rows, failed.message));
    return found === undefined ? undefined : found.startPosition.row + 1;
  } finally {
    tree.delete();
  }
}

interface Table {
  readonly rows: readonly TableRow[];
  readonly isMap: boolean;
  /** First arguments of the calls of `t.Run` in the loop, nested loops aside. */
  readonly names: readonly Node[];
}

/** The slices, arrays and maps that the test goes through, or the method of a suite that a subtest is named after. */
function tablesOf(root: Node, name: string, method: string | undefined): readonly Table[] {
  const test = root.namedChildren.find(
    (n) => n.type === "function_declaration" && n.childForFieldName("name")?.text === name,
  );
  const suite = root.namedChildren.find(
    (n) => n.type === "method_declaration" && n.childForFieldName("name")?.text === method,
  );
  return [test, suite]
    .flatMap((fn) => fn?.descendantsOfType("range_clause") ?? [])
    .flatMap((clause) => {
      const rows = tableOf(root, clause);
      if (rows === undefined) return [];
      const names = runNames(clause.parent);
      return [{ rows, isMap: rows.some((r) => r.node.type === "keyed_element"), names }];
    });
}

function runNames(loop: Node | null): readonly Node[] {
  const calls = loop?.descendantsOfType("call_expression") ?? [];
  return calls.flatMap((call) => {
    const field = call.childForFieldName("function")?.childForFieldName("field")?.text;
    const [name] = call.childForFieldName("arguments")?.namedChildren ?? [];
    return field === "Run" && name !== undefined && loopAround(call)?.id === loop?.id ? [name] : [];
  });
}

function loopAround(node: Node): Node | undefined {
  for (let at = node.parent; at !== null; at = at.parent) if (at.type === "for_statement") return at;
  return undefined;
}

/** The row whose values make the subtest's name; a case within the row, where the rest of the name is that one's. */
function byPattern(tables: readonly Table[], sub: string, message: string): Node | undefined {
  const matches = tables.flatMap(({ rows, names }) => names.flatMap((name) => matching(rows, name, sub)));
  const exact = matches.filter((m) => m.exact);
  const [first] = exact;
  if (first !== undefined) {
    const same = exact.filter((m) => m.table === first.table);
    const { node, rest } = same[first.again] ?? first;
    const within =
      rest === "" ? [] : node.descendantsOfType(["interpreted_string_literal", "raw_string_literal"]);
    return within.find((n) => spelt(unquoted(n.text)) === rest) ?? node;
  }
  const nodes = [...new Set(matches.map((m) => m.node))];
  return nodes.length === 1 ? nodes[0] : bySaid(nodes, message);
}

interface Match {
  readonly node: Node;
  readonly table: readonly TableRow[];
  readonly exact: boolean;
  /** Of several rows with the same name, which; from 0. */
  readonly again: number;
  /** What follows in the name: of subtests below. */
  readonly rest: string;
}

function matching(rows: readonly TableRow[], name: Node, sub: string): readonly Match[] {
  return rows.flatMap(({ node, values }) => {
    const pattern = namePattern(name, values);
    if (pattern === undefined) return [];
    const match = new RegExp(`(?:^|/)${pattern.source}(?:#(\\d\\d+))?(?:/(.*))?$`, "u").exec(sub);
    if (match === null) return [];
    const [, again = "0", rest = ""] = match;
    return [{ node, table: rows, exact: pattern.exact, again: Number(again), rest }];
  });
}

/** A loop over a slice that ran one subtest for each row ran them in the order of the rows. */
function byOrder(tables: readonly Table[], { test, ran }: FailedCase): Node | undefined {
  const top = test.slice(0, test.indexOf("/"));
  const below = ran.filter((r) => r.startsWith(`${top}/`));
  const direct = below.filter((r) => !below.some((other) => r.startsWith(`${other}/`)));
  const at = direct.findIndex((r) => test === r || test.startsWith(`${r}/`));
  const fitting = tables.filter((t) => !t.isMap && t.names.length === 1 && t.rows.length === direct.length);
  return fitting.length === 1 ? fitting[0]?.rows[at]?.node : undefined;
}

/** A string of the row is the subtest's name, as the testing package spells it. */
function byName(rows: readonly Node[], sub: string): Node | undefined {
  const plain = sub.replace(/#\d\d$/, "");
  const named = rows.filter((row) => stringsOf(row).some((s) => spelt(s) === plain));
  const again = /#(\d\d)$/.exec(sub);
  return named[again === null ? 0 : Number(again[1])] ?? named[0];
}

const stringsOf = (row: Node): readonly string[] =>
  row.descendantsOfType(["interpreted_string_literal", "raw_string_literal"]).map((n) => unquoted(n.text));

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
