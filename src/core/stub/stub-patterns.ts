import type { Node } from "web-tree-sitter";
import { slice } from "../syntax/lines";
import { withoutComments } from "../syntax/masked";
import type { FuncDecl, GoParser } from "../syntax/tree";
import { answered, exits, isExit, logsItsName, panics, prints, unwrittenError } from "./says-unwritten";
import { hint, saysSoByName, todo, unwritten } from "./unwritten-words";
import { isEmptyMessage, isZero, isZeroReturn, returned, type Zeros, zeroVariables } from "./zero-values";

/** A kind whose body would not compile, or would end the test process, also needs a placeholder (placeholder.ts). */
export type StubKind = "no-body" | "empty" | "todo" | "panic" | "error" | "status" | "exit";

interface Stub {
  readonly kind: StubKind;
  /** The end of a sentence that begins with the function's name: `has no body`. */
  readonly reason: string;
}

/** A body as the patterns see it. */
interface Body {
  /** Without empty ones, blank assignments (`_, _ = a, b`) and variables that are only declared. */
  readonly statements: readonly Node[];
  readonly zeros: Zeros;
  /** A comment says that something is still to be written. */
  readonly marked: boolean;
  readonly decl: FuncDecl;
  /** The whole file's text. */
  readonly text: string;
}

interface Pattern {
  /** Who writes it. */
  readonly origin: string;
  readonly kind: StubKind;
  /** The reason where the body is such a stub. */
  readonly reason: (body: Body) => string | undefined;
}

/** What stands in place of a body, and who writes it. All of it is all that the body does: work beside it is no stub. */
const patterns: readonly Pattern[] = [
  {
    origin: "people; kitex and thriftgo, kubebuilder, goctl: a TODO comment above a return of nothing",
    kind: "todo",
    reason: (body) => (body.marked ? onlyZeros(body) : undefined),
  },
  {
    origin: "gopls, josharian/impl, GoLand, gqlgen, people: a panic that says so",
    kind: "panic",
    reason: (body) => onlyFirst(body, panics, "only panics with"),
  },
  {
    origin: "people: log.Fatal, or a message and os.Exit",
    kind: "exit",
    reason: (body) =>
      onlyFirst(withoutPrints(body), exits, "only ends the process with") ??
      (body.statements.some(isExit)
        ? onlyFirst(withoutExit(body), prints, "only ends the process with")
        : undefined),
  },
  {
    origin: "protoc-gen-go-grpc, connect-go, twirp, drpc, ogen, go-swagger, people: an error that says so",
    kind: "error",
    reason: (body) => onlyError(withoutPrints(body)),
  },
  {
    origin: "oapi-codegen, people: a handler that answers with status 501 and nothing else",
    kind: "status",
    reason: onlyStatus,
  },
  {
    origin: "people: a message that says so, and zero values",
    kind: "todo",
    reason: (body) => onlyFirst(body, prints, "only prints"),
  },
  {
    origin: "goa: a log line of its own name, and a bare return",
    kind: "todo",
    reason: (body) =>
      body.decl.results.length > 0 &&
      onlyFirst(body, (s) => logsItsName(s, body.decl.ident), "") !== undefined
        ? "only logs its own name"
        : undefined,
  },
];

/**
 * Whether parsing a function may find a stub.
 * @param code from `func` to its end; what follows it does no harm
 */
export function mayBeStub(code: string): boolean {
  if (hint.test(code)) return true;
  const bare = withoutComments(code).trimEnd();
  return !bare.endsWith("}") || /\{\s*\}$/.test(bare);
}

/** Longer than this without its comments, and a body holds more than any spelling of a stub. */
const longestStub = 400;

/** The kind of stub a declaration is, and the reason as the end of a sentence that begins with its name. */
export function stubKind(parser: GoParser, text: string, decl: FuncDecl): Stub | undefined {
  if (decl.body === undefined) return { kind: "no-body", reason: "has no body" };
  const code = withoutComments(slice(text, decl.body));
  if (code.length > longestStub) return undefined;
  const tree = parser.parse(`package p\n${slice(text, decl.span)}`);
  try {
    const body = tree.rootNode.hasError ? null : tree.rootNode.lastNamedChild?.childForFieldName("body");
    return body == null ? undefined : kindOfBody(body, text, decl);
  } finally {
    tree.delete();
  }
}

function kindOfBody(node: Node, text: string, decl: FuncDecl): Stub | undefined {
  const comments = node.descendantsOfType("comment").map((c) => c.text);
  const marked = comments.some((c) => todo.test(c) || unwritten.test(c));
  const all = node.namedChildren
    .flatMap((c) => (c.type === "statement_list" ? c.namedChildren : [c]))
    .filter((c) => c.type !== "comment" && c.type !== "empty_statement");
  if (all.length === 0) {
    if (marked) return { kind: "todo", reason: "holds only a TODO comment" };
    const returns = decl.results.map((r) => r.type).join(", ");
    return returns === ""
      ? undefined
      : { kind: "empty", reason: `is empty although it must return ${returns}` };
  }
  const statements = all.filter((s) => !isBlank(s, marked) && zeroVariables(s).length === 0);
  const named = decl.results.flatMap((r) => (r.name === undefined ? [] : [r.name]));
  const body = { statements, zeros: new Set([...all.flatMap(zeroVariables), ...named]), marked, decl, text };
  for (const { kind, reason } of patterns) {
    const found = reason(body);
    if (found !== undefined) return { kind, reason: found };
  }
  return undefined;
}

/** `_, _ = a, b`; under a TODO comment also `_ = log.FromContext(ctx)`, as kubebuilder writes it. */
function isBlank(statement: Node, marked: boolean): boolean {
  if (statement.type !== "assignment_statement") return false;
  const left = statement.childForFieldName("left")?.namedChildren ?? [];
  const right = statement.childForFieldName("right")?.namedChildren ?? [];
  const plain = (n: Node): boolean => n.type === "identifier" || n.type === "selector_expression";
  return left.every((n) => n.text === "_") && (marked || right.every(plain));
}

function onlyZeros({ statements, zeros }: Body): string | undefined {
  const reason = "only returns zero values under a TODO comment";
  const [only, second] = statements;
  if (only === undefined) return "holds only a TODO comment";
  const values = second === undefined ? returned(only) : undefined;
  return values?.every((v) => isZero(v, zeros) || isEmptyMessage(v)) ? reason : undefined;
}

/** The first statement says so, and at most a return of zero values follows, which may never be reached. */
function onlyFirst(
  { statements, zeros, decl }: Body,
  says: (statement: Node) => string | undefined,
  what: string,
): string | undefined {
  const [first, ...rest] = statements;
  if (first === undefined || rest.length > 1 || saysSoByName.test(decl.ident)) return undefined;
  const text = says(first);
  return text !== undefined && rest.every((s) => isZeroReturn(s, zeros))
    ? `${what} ${text}`.trim()
    : undefined;
}

/** The body without a message before its other statements. */
function withoutPrints(body: Body): Body {
  const [first, ...rest] = body.statements;
  return first === undefined || prints(first) === undefined ? body : { ...body, statements: rest };
}

const withoutExit = (body: Body): Body => ({
  ...body,
  statements: body.statements.filter((s) => !isExit(s)),
});

function onlyError({ statements, zeros, decl, text }: Body): string | undefined {
  const [only, second] = statements;
  const values = only === undefined || second !== undefined ? undefined : returned(only);
  const last = values?.at(-1);
  if (values === undefined || last === undefined || saysSoByName.test(decl.ident)) return undefined;
  if (!values.slice(0, -1).every((v) => isZero(v, zeros))) return undefined;
  const error = unwrittenError(last, text, decl);
  return error === undefined ? undefined : `only returns the error ${error}`;
}

/** Headers and a text may go with the status; whatever does more is a handler. */
function onlyStatus({ statements, zeros, decl }: Body): string | undefined {
  if (statements.length > 3 || saysSoByName.test(decl.ident)) return undefined;
  const answers = decl.results.length === 0 || decl.results.at(-1)?.type === "error";
  const status = statements.map(answered);
  if (!answers || !status.includes("501")) return undefined;
  const rest = statements.filter((_, i) => status[i] === undefined);
  return rest.every((s) => isZeroReturn(s, zeros)) ? "only answers with status 501" : undefined;
}
