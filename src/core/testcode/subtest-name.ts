import type { Node } from "web-tree-sitter";
import type { Row } from "./tables";

/** What `t.Run` would call a row's subtest, as a pattern over the name that the testing package makes of it. */
export interface NamePattern {
  readonly source: string;
  /** Nothing in it is left open. */
  readonly exact: boolean;
}

/** @param expression the first argument of `t.Run`; undefined where nothing of it is known. */
export function namePattern(expression: Node, row: Row): NamePattern | undefined {
  const parts = partsOf(expression, row);
  if (parts.every((part) => part === undefined)) return undefined;
  const source = parts.map((part) => (part === undefined ? ".*" : quoted(spelt(part)))).join("");
  return { source, exact: !parts.includes(undefined) };
}

/** The texts that an expression is put together of; undefined for one that only the test knows. */
type Parts = readonly (string | undefined)[];

function partsOf(node: Node, row: Row): Parts {
  const given = row.get(node.text);
  if (given !== undefined) return [literalText(given)];
  switch (node.type) {
    case "interpreted_string_literal":
    case "raw_string_literal":
    case "int_literal":
      return [literalText(node.text)];
    case "parenthesized_expression":
      return node.namedChild(0) === null ? [undefined] : partsOf(node.namedChild(0) as Node, row);
    case "binary_expression":
      return node.childForFieldName("operator")?.text === "+"
        ? ["left", "right"].flatMap((side) => partsOf(node.childForFieldName(side) as Node, row))
        : [undefined];
    case "call_expression":
      return called(node, row);
    default:
      return [undefined];
  }
}

function called(node: Node, row: Row): Parts {
  const [first, ...others] = node.childForFieldName("arguments")?.namedChildren ?? [];
  if (first === undefined) return [undefined];
  switch (node.childForFieldName("function")?.text) {
    case "string":
    case "strconv.Itoa":
      return partsOf(first, row);
    case "fmt.Sprint":
      return others.length === 0 ? partsOf(first, row) : [undefined];
    case "fmt.Sprintf":
      return formatted(
        partsOf(first, row),
        others.map((arg) => partsOf(arg, row)),
      );
    default:
      return [undefined];
  }
}

/** The verbs without flags whose result is plain; any other one is left open. */
function formatted(format: Parts, args: readonly Parts[]): Parts {
  if (format.includes(undefined)) return [undefined];
  let next = 0;
  return format
    .join("")
    .split(/(%[^a-zA-Z%]*[a-zA-Z%])/)
    .flatMap((piece): Parts => {
      if (!piece.startsWith("%")) return [piece];
      if (piece === "%%") return ["%"];
      const arg = args[next++] ?? [undefined];
      if (/^%[svdt]$/.test(piece)) return arg;
      return piece === "%q" && !arg.includes(undefined) ? [JSON.stringify(arg.join(""))] : [undefined];
    });
}

/** A literal of Go as fmt prints it. */
function literalText(text: string): string | undefined {
  if (text.startsWith("`")) return text.slice(1, -1);
  if (/^(?:-?\d+|true|false)$/.test(text)) return text;
  return text.startsWith('"') ? unquoted(text) : undefined;
}

/** What a string literal of Go stands for. */
export function unquoted(text: string): string {
  if (text.startsWith("`")) return text.slice(1, -1);
  const sequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/g;
  return text.slice(1, -1).replace(sequence, (_, x, u, U, octal, c) => {
    const hex = x ?? u ?? U;
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    return controls[c] ?? c;
  });
}

const controls: Readonly<Record<string, string>> = {
  ...{ a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
};

/** As the testing package spells it: no spaces, and nothing that cannot be seen. */
export const spelt = (text: string): string =>
  text.replace(/[\s\u0085]/g, "_").replace(/[\p{C}\p{Z}]/gu, (rune) => {
    const named = Object.entries(controls).find(([, control]) => control === rune)?.[0];
    const code = rune.codePointAt(0) ?? 0;
    if (named !== undefined) return `\\${named}`;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
    return code < 0x10000
      ? `\\u${code.toString(16).padStart(4, "0")}`
      : `\\U${code.toString(16).padStart(8, "0")}`;
  });

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
