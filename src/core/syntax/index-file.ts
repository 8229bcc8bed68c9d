import type { Node } from "web-tree-sitter";
import { closingBracket, masked } from "./masked";
import { salvage } from "./salvage";
import type { Decl, FuncDecl, GoFile, GoParser, ImportSpec, Param, Span } from "./tree";

export const generatedMark = /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m;

/** What is read from the children of a tree's root, or of the part of a broken file that could be read. */
interface TopLevel {
  package: GoFile["package"];
  readonly imports: ImportSpec[];
  readonly importDecls: Span[];
  readonly decls: Decl[];
  readonly errors: Span[];
}

/** Of each parser what was read last: one text is asked for by many. */
const read = new WeakMap<GoParser, Map<string, GoFile>>();
const mostKept = 8;

/** The top level of a Go file as plain data. */
export function indexFile(parser: GoParser, text: string): GoFile {
  const known = read.get(parser) ?? new Map<string, GoFile>();
  read.set(parser, known);
  const index = known.get(text) ?? readFile(parser, text);
  // The one used last stands last.
  known.delete(text);
  known.set(text, index);
  const [oldest] = known.keys();
  if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
  return index;
}

/**
 * Where the file is broken each declaration that begins in column 0 is read for itself, so that an error costs only the
 * declaration it stands in. `package.span` is the whole clause.
 */
function readFile(parser: GoParser, text: string): GoFile {
  const top: TopLevel = { package: undefined, imports: [], importDecls: [], decls: [], errors: [] };
  const tree = parser.parse(text);
  try {
    if (tree.rootNode.hasError) {
      for (const part of salvage(text)) readPart(parser, text, part, top);
    } else {
      for (const node of tree.rootNode.children) readTopLevel(node, text, 0, top);
    }
  } finally {
    tree.delete();
  }
  const head = text.slice(0, top.package?.span.start ?? text.length);
  return { text, ...top, generated: generatedMark.test(head) };
}

function readPart(parser: GoParser, text: string, part: Span, top: TopLevel): void {
  const tree = parser.parse(text.slice(part.start, part.end));
  // What is missing is said to be missing where the part's code ends, not behind the blank lines after it.
  const last = text.slice(0, part.end).trimEnd().length;
  try {
    const root = tree.rootNode;
    for (const e of errorsIn(root)) {
      top.errors.push({
        start: Math.min(part.start + e.start, last),
        end: Math.min(part.start + e.end, last),
      });
    }
    if (!root.hasError || !readHeader(parser, text, part, top))
      for (const node of root.children) readTopLevel(node, text, part.start, top);
  } finally {
    tree.delete();
  }
}

/** A function whose body cannot be read is still declared: its header is read, and the braces say where it ends. */
function readHeader(parser: GoParser, text: string, part: Span, top: TopLevel): boolean {
  const code = text.slice(part.start, part.end);
  const body = code.startsWith("func") ? bodyByBraces(code) : undefined;
  if (body === undefined) return false;
  const empty = code.slice(body.start + 1, body.end - 1).replace(/[^\n]/g, " ");
  const tree = parser.parse(`${code.slice(0, body.start + 1)}${empty}${code.slice(body.end - 1)}`);
  try {
    const whole = !tree.rootNode.hasError;
    if (whole) for (const node of tree.rootNode.children) readTopLevel(node, text, part.start, top);
    return whole;
  } finally {
    tree.delete();
  }
}

/** The last pair of braces outside all others, where nothing but comments follows it. */
function bodyByBraces(text: string): Span | undefined {
  const code = masked(text);
  const end = code.trimEnd().length;
  let at = code.search(/[([{]/);
  while (at >= 0) {
    const close = closingBracket(code, at);
    if (close === undefined) return undefined;
    if (close === end - 1) return code[at] === "{" ? { start: at, end } : undefined;
    const next = code.slice(close + 1).search(/[([{]/);
    at = next < 0 ? -1 : close + 1 + next;
  }
  return undefined;
}

function readTopLevel(node: Node, text: string, at: number, top: TopLevel): void {
  switch (node.type) {
    case "package_clause":
      top.package ??= { name: node.namedChild(0)?.text ?? "", span: spanOf(node, at) };
      return;
    case "import_declaration":
      top.importDecls.push(spanOf(node, at));
      for (const spec of node.descendantsOfType("import_spec")) top.imports.push(importSpec(spec, at));
      return;
    case "function_declaration":
    case "method_declaration": {
      const decl = funcDecl(node, text, at);
      if (decl !== undefined) top.decls.push(decl);
      return;
    }
    case "type_declaration":
    case "const_declaration":
    case "var_declaration":
      top.decls.push(...specs(node, text, at));
      return;
    default:
      // The grammar reads a statement at the top level without complaint; Go does not.
      if (node.isNamed && node.type !== "comment" && !node.hasError) top.errors.push(spanOf(node, at));
  }
}

function importSpec(spec: Node, at: number): ImportSpec {
  const path = spec.childForFieldName("path")?.text ?? "";
  return { span: spanOf(spec, at), path: path.slice(1, -1), alias: spec.childForFieldName("name")?.text };
}

function specs(node: Node, text: string, at: number): Decl[] {
  const grouped = node.children.some((c) => c.type === "(" || c.type === "var_spec_list");
  const group = grouped ? spanOf(node, at) : undefined;
  const wanted = ["type_spec", "type_alias", "const_spec", "var_spec"];
  const lists = node.namedChildren.flatMap((c) => (c.type === "var_spec_list" ? c.namedChildren : [c]));
  return lists
    .filter((spec) => wanted.includes(spec.type) && !signatureBroken(spec))
    .map((spec) => {
      const span = spanOf(grouped ? spec : node, at);
      const base = { span, doc: docAbove(text, span.start), group };
      if (spec.type === "type_spec" || spec.type === "type_alias") {
        return { ...base, kind: "type", name: spec.childForFieldName("name")?.text ?? "" };
      }
      const names = spec.childrenForFieldName("name").filter((n) => n.isNamed);
      return { ...base, kind: spec.type === "const_spec" ? "const" : "var", names: names.map((n) => n.text) };
    });
}

function funcDecl(node: Node, text: string, at: number): FuncDecl | undefined {
  const name = node.childForFieldName("name");
  const parameters = node.childForFieldName("parameters");
  if (name === null || name.isMissing || parameters === null) return undefined;
  const body = node.childForFieldName("body");
  const before = node.children.filter((c) => c.id !== body?.id);
  if (before.some((c) => c.isError || signatureBroken(c))) return undefined;
  const receiver = receiverOf(node.childForFieldName("receiver"));
  const brackets = node.childForFieldName("type_parameters");
  const result = node.childForFieldName("result");
  const span = spanOf(node, at);
  const last = before.filter((c) => c.type !== "comment").at(-1);
  return {
    kind: "func",
    name: receiver === undefined ? name.text : `${receiver.base}.${name.text}`,
    ident: name.text,
    identSpan: spanOf(name, at),
    receiver,
    typeParams: brackets?.text.slice(1, -1),
    params: paramsOf(parameters),
    results: result === null ? [] : result.type === "parameter_list" ? paramsOf(result) : [unnamed(result)],
    signature: { start: span.start, end: at + (last?.endIndex ?? node.endIndex) },
    body: body === null ? undefined : spanOf(body, at),
    span,
    doc: docAbove(text, span.start),
  };
}

function receiverOf(list: Node | null): FuncDecl["receiver"] {
  const declaration = list?.namedChildren.find((c) => c.type === "parameter_declaration");
  const type = declaration?.childForFieldName("type");
  const param = list === null ? undefined : paramsOf(list)[0];
  if (type == null || param === undefined) return undefined;
  let inner: Node = type;
  let pointer = false;
  while (inner.type === "pointer_type" || inner.type === "parenthesized_type") {
    pointer ||= inner.type === "pointer_type";
    const next = inner.namedChildren.find((c) => c.type !== "comment");
    if (next === undefined) return undefined;
    inner = next;
  }
  const typeArguments = inner.childForFieldName("type_arguments");
  const base = (inner.childForFieldName("type") ?? inner).text;
  const typeParams =
    typeArguments?.namedChildren.filter((c) => c.type !== "comment").map((c) => c.text) ?? [];
  return { ...param, base, pointer, typeParams };
}

function paramsOf(list: Node): Param[] {
  return list.namedChildren.flatMap((declaration): Param[] => {
    const variadic = declaration.type === "variadic_parameter_declaration";
    if (!variadic && declaration.type !== "parameter_declaration") return [];
    const type = declaration.childForFieldName("type")?.text ?? "";
    const names = declaration.childrenForFieldName("name").filter((n) => n.isNamed);
    if (names.length === 0) return [{ name: undefined, type, variadic }];
    return names.map((n) => ({ name: n.text, type, variadic }));
  });
}

const unnamed = (type: Node): Param => ({ name: undefined, type: type.text, variadic: false });

const signatureBroken = (node: Node): boolean => node.hasError || node.isMissing;

const spanOf = (node: Node, at: number): Span => ({ start: at + node.startIndex, end: at + node.endIndex });

function errorsIn(root: Node): readonly Span[] {
  const found: Span[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.isError || node.isMissing) found.push({ start: node.startIndex, end: node.endIndex });
    else if (node.hasError) for (const child of node.children.toReversed()) open.push(child);
  }
  return found;
}

/**
 * The comments directly above an offset: `//` lines and block comments that begin their line, with no blank line
 * between them and the declaration. Read backwards from the text, as go/doc would.
 */
function docAbove(text: string, start: number): Span | undefined {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== "") return undefined;
  let first: number | undefined;
  let end = 0;
  let below = lineStart;
  while (below > 0) {
    const above = text.lastIndexOf("\n", below - 2) + 1;
    const line = text.slice(above, below).replace(/\r?\n$/, "");
    const from =
      lineComment(line, above) ?? (line.endsWith("*/") ? blockStart(text, above + line.length) : undefined);
    if (from === undefined) break;
    if (first === undefined) end = above + line.length;
    first = from;
    below = text.lastIndexOf("\n", from - 1) + 1;
  }
  return first === undefined ? undefined : { start: first, end };
}

function lineComment(line: string, at: number): number | undefined {
  const indent = line.search(/\S/);
  return indent >= 0 && line.startsWith("//", indent) ? at + indent : undefined;
}

/** Where the block comment that ends at `end` begins; undefined where it shares its first line with code. */
function blockStart(text: string, end: number): number | undefined {
  const from = text.lastIndexOf("/*", end - 2);
  if (from < 0) return undefined;
  const line = text.lastIndexOf("\n", from - 1) + 1;
  return text.slice(line, from).replace("\uFEFF", "").trim() === "" ? from : undefined;
}
