import type { Node } from "web-tree-sitter";
import { headOf } from "../syntax/head";
import { slice } from "../syntax/lines";
import type { FuncDecl } from "../syntax/tree";
import { notImplementedStatus, sentinels, unwritten } from "./unwritten-words";

/** `panic(…)`, or a logger's Panic: what it says. */
export function panics(statement: Node): string | undefined {
  const call = callOf(statement);
  if (call === undefined) return undefined;
  return calleeName(call) === "panic" || /^Panic(?:f|ln|w)?$/.test(fieldOf(call)) ? saidBy(call) : undefined;
}

/** `log.Fatal("not implemented")`. */
export function exits(statement: Node): string | undefined {
  const call = callOf(statement);
  return call !== undefined && /^Fatal(?:f|ln|w)?$/.test(fieldOf(call)) ? saidBy(call) : undefined;
}

/** `os.Exit(1)`: it says nothing by itself. */
export function isExit(statement: Node): boolean {
  const call = callOf(statement);
  return call !== undefined && calleeName(call) === "os.Exit";
}

/** `fmt.Println("not implemented")`, and whatever else is called for nothing but its text. */
export function prints(statement: Node): string | undefined {
  const call = callOf(statement);
  const printing =
    /^(?:Print|Printf|Println|Fprint|Fprintf|Fprintln|print|println|Error|Warn|Info)(?:f|ln)?$/;
  if (call === undefined || !printing.test(fieldOf(call) || calleeName(call))) return undefined;
  // "TODO" is also what the heading of a list says.
  const said = saidBy(call);
  return said !== undefined && /implement/i.test(said) ? said : undefined;
}

/** `log.Printf(ctx, "service.method")` in the method of that name. */
export function logsItsName(statement: Node, ident: string): string | undefined {
  const call = callOf(statement);
  if (call === undefined || !/^Print(?:f|ln)?$/.test(fieldOf(call))) return undefined;
  const last = argumentsOf(call).map(stringValue).at(-1)?.split(".").at(-1) ?? "";
  const plain = (name: string): string => name.replace(/[_ -]/g, "").toLowerCase();
  return plain(last) === plain(ident) ? last : undefined;
}

/**
 * What a call of a handler does to its answer: `501` where it gives this status, `text` where it only adds a header or
 * a body. Undefined for anything else.
 */
export function answered(statement: Node): "501" | "text" | undefined {
  const call = callOf(statement) ?? returnedCall(statement);
  if (call === undefined || fieldOf(call) === "") return undefined;
  const named = (arg: Node): string =>
    arg.type === "selector_expression" ? (arg.childForFieldName("field")?.text ?? "") : arg.text;
  if (argumentsOf(call).some((arg) => notImplementedStatus.test(named(arg)))) return "501";
  return callOf(statement) !== undefined &&
    /^(?:Set|Add|Write|WriteString|Fprint|Fprintf|Fprintln)$/.test(fieldOf(call))
    ? "text"
    : undefined;
}

/** An error that says nothing but that something is not implemented, as a reason shows it. */
export function unwrittenError(value: Node, text: string, decl: FuncDecl): string | undefined {
  if (value.type === "call_expression") return makesError(value, decl) ? saidBy(value) : undefined;
  const name = value.type === "selector_expression" ? value.childForFieldName("field")?.text : value.text;
  if (name === undefined || (value.type !== "selector_expression" && value.type !== "identifier"))
    return undefined;
  if (name === "ErrUnsupported" && meantUnsupported(text, decl)) return undefined;
  if (sentinels.some(([, pattern]) => pattern.test(name))) return value.text;
  return value.type === "identifier" && declaredAs(name, text) ? value.text : undefined;
}

/** A call that makes an error of what it is given: others may have a task that is called "TODO". */
function makesError(call: Node, { results }: FuncDecl): boolean {
  const name = fieldOf(call) || calleeName(call);
  if (/notimplemented/i.test(name)) return true;
  return results.at(-1)?.type === "error" && /err|^newf?$|fault|withcode|wrap/i.test(name);
}

/** The comment promises that error, or the file is for some systems only: there it is the answer. */
function meantUnsupported(text: string, decl: FuncDecl): boolean {
  const doc = decl.doc === undefined ? "" : slice(text, decl.doc);
  return /\bErrUnsupported\b/.test(doc) || /^\/\/go:build /m.test(headOf(text));
}

/** `var errLater = errors.New("not implemented")` in the same file. */
function declaredAs(name: string, text: string): boolean {
  const made = new RegExp(`^(?:var)?[ \\t]*${name}\\s*(?:error\\s*)?=\\s*[\\w.]+\\("([^"\\n]*)"`, "m").exec(
    text,
  )?.[1];
  return made !== undefined && unwritten.test(made);
}

/** What a call says in its arguments or in those of calls there: a text, or a value that stands for it. */
function saidBy(call: Node): string | undefined {
  for (const arg of argumentsOf(call)) {
    const text = stringValue(arg);
    if (text !== undefined && unwritten.test(text)) return JSON.stringify(text);
    if (arg.type === "call_expression") {
      const inner = saidBy(arg);
      if (inner !== undefined) return inner;
    }
    const name = arg.type === "selector_expression" ? arg.childForFieldName("field")?.text : arg.text;
    const plain = arg.type === "selector_expression" || arg.type === "identifier";
    if (plain && name !== "ErrUnsupported" && sentinels.some(([, pattern]) => pattern.test(name ?? "")))
      return arg.text;
  }
  return undefined;
}

function callOf(statement: Node): Node | undefined {
  const call = statement.type === "expression_statement" ? statement.namedChild(0) : null;
  return call?.type === "call_expression" ? call : undefined;
}

function returnedCall(statement: Node): Node | undefined {
  const list = statement.type === "return_statement" ? statement.namedChild(0) : null;
  const [only, second] = list?.namedChildren ?? [];
  return only?.type === "call_expression" && second === undefined ? only : undefined;
}

const calleeName = (call: Node): string => call.childForFieldName("function")?.text ?? "";

function fieldOf(call: Node): string {
  const callee = call.childForFieldName("function");
  return callee?.type === "selector_expression" ? (callee.childForFieldName("field")?.text ?? "") : "";
}

const argumentsOf = (call: Node): readonly Node[] =>
  call.childForFieldName("arguments")?.namedChildren.filter((c) => c.type !== "comment") ?? [];

const stringValue = (node: Node): string | undefined =>
  node.type.endsWith("string_literal") ? node.text.slice(1, -1) : undefined;
