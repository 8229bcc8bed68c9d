import type { Node } from "web-tree-sitter";
import { stubKind } from "../stub/stub-patterns";
import { importName } from "../syntax/decls";
import { namesIn, predeclared } from "../syntax/names";
import type { FreeName } from "../syntax/scope";
import type { FuncDecl, GoFile, Span } from "../syntax/tree";
import type { Finding } from "../verdict";
import { findingAt, forDrafts, ownSpans, proposedNames, type TextGateInput } from "./gate-input";

interface Offence {
  /** Two with the same key are the same deed: what the original does already is not new. */
  readonly key: string;
  readonly at: number;
  readonly message: string;
  /** With it no test says anything, whoever wrote it: the process ends behind its back, or a test run is told apart. */
  readonly spoils?: boolean;
}

/** Functions of the standard library that a candidate may not newly use, and why. */
const functions: readonly (readonly [path: string, name: RegExp, why: string])[] = [
  ["os", /^Exit$/, "ends the process"],
  ["syscall", /^(?:Exit|Kill)$/, "ends the process"],
  ["log", /^(?:Fatal|Fatalf|Fatalln)$/, "ends the process"],
  ["flag", /^Lookup$/, "looks for a test run"],
  ["runtime", /^(?:Caller|Callers|CallersFrames|FuncForPC|Stack)$/, "looks at who calls"],
  ["runtime/debug", /^(?:Stack|PrintStack)$/, "looks at who calls"],
];

const imports: Readonly<Record<string, string>> = {
  unsafe: "unsafe is not allowed",
  C: "cgo is not allowed",
  testing: "testing outside a test looks for a test run",
  embed: "embedding files is not allowed",
};

/** Where the command line and the program's own path tell a test run. */
const tellsTestRun: readonly (readonly [string, RegExp])[] = [["os", /^(?:Args|Executable)$/]];

/** How files are read. */
const readsFiles: readonly (readonly [string, RegExp])[] = [
  ["os", /^(?:Open|OpenFile|ReadFile|ReadDir|DirFS)$/],
  ["io/ioutil", /^(?:ReadFile|ReadDir)$/],
  ["path/filepath", /^(?:Glob|Walk|WalkDir)$/],
  ["go/parser", /^(?:ParseFile|ParseDir)$/],
  ["go/build", /^(?:Import|ImportDir)$/],
];

/** Initialisers may make a value with these: they do nothing else. */
const pureMakers = /^(?:errors\.New|regexp\.MustCompile|strings\.NewReplacer)$/;
/**
 * Refuses what a candidate newly brings in and nobody wants from a draft: init and main, ending the process, unsafe,
 * linkname and other directives, cgo, sniffing for a test run, reading test files, an initialiser that calls a function.
 */
export function forbiddenGate(input: TextGateInput): readonly Finding[] {
  const known = new Map<string, number>();
  for (const { before } of input.own.targets) {
    if (before === undefined) continue;
    for (const { key } of offences(
      input,
      input.original,
      [licensing(input, before)],
      namesIn(input.parser, input.original.text).free,
    )) {
      known.set(key, (known.get(key) ?? 0) + 1);
    }
  }
  const spans = ownSpans(input);
  const fresh = offences(input, input.proposed, spans, proposedNames(input).free).filter(({ key }) => {
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left <= 0;
  });
  return [...importOffences(input), ...declOffences(input), ...fresh]
    .sort((a, b) => a.at - b.at)
    .map((o) => {
      const finding = findingAt(input, "forbidden", "forbidden", o.at, o.message);
      return o.spoils === true ? finding : forDrafts(finding);
    });
}

/** The part of a declaration whose deeds are not new. The body of a stub is to go: what it does licenses nothing. */
function licensing({ parser, original }: TextGateInput, decl: FuncDecl): Span {
  const { span, body } = decl;
  const stub = stubKind(parser, original.text, decl) !== undefined;
  return stub && body !== undefined ? { start: span.start, end: body.start } : span;
}

function importOffences(input: TextGateInput): readonly Offence[] {
  return input.own.addedImports.flatMap((spec): Offence[] => {
    const why = imports[spec.path];
    const spoils = spec.path === "testing";
    if (why !== undefined) return [{ key: spec.path, at: spec.span.start, message: why, spoils }];
    const dotted = spec.alias === "." && functions.some(([path]) => path === spec.path);
    return dotted
      ? [
          {
            key: spec.path,
            at: spec.span.start,
            message: `a dot import of ${spec.path} hides what is called`,
          },
        ]
      : [];
  });
}

function declOffences(input: TextGateInput): readonly Offence[] {
  return input.own.helpers.flatMap((unit): Offence[] => {
    const { func } = unit;
    if (func === undefined || func.receiver !== undefined || (func.ident !== "init" && func.ident !== "main"))
      return [];
    return [{ key: func.ident, at: func.identSpan.start, message: `a new ${func.ident} is not allowed` }];
  });
}

function offences(
  input: TextGateInput,
  file: GoFile,
  spans: readonly Span[],
  free: readonly FreeName[],
): readonly Offence[] {
  const inside = (at: number) => spans.some((s) => at >= s.start && at < s.end);
  const paths = new Map(file.imports.map((i) => [importName(i), i.path]));
  const dots = file.imports.filter((i) => i.alias === ".").map((i) => i.path);
  const uses = free.filter((f) => inside(f.span.start)).flatMap((f) => resolved(f, paths, dots, file));
  const found: Offence[] = uses.flatMap(({ path, name, at }): Offence[] => {
    const rule = functions.find(([p, pattern]) => p === path && pattern.test(name));
    const unsafe = path === "unsafe" || path === "C";
    if (rule === undefined && !unsafe) return [];
    const message = `${path}.${name} ${rule?.[2] ?? "is not allowed"}`;
    return [{ key: `${path}.${name}`, at, message, spoils: path === "syscall" || path === "flag" }];
  });
  const tree = input.parser.parse(file.text);
  try {
    for (const span of spans) found.push(...textOffences(tree.rootNode, span, uses, file));
  } finally {
    tree.delete();
  }
  return found;
}

interface Use {
  readonly path: string;
  readonly name: string;
  readonly at: number;
}

function resolved(
  free: FreeName,
  paths: ReadonlyMap<string, string>,
  dots: readonly string[],
  file: GoFile,
): readonly Use[] {
  const path = paths.get(free.name);
  if (path !== undefined && free.field !== undefined)
    return [{ path, name: free.field, at: free.span.start }];
  if (
    free.field !== undefined ||
    file.decls.some((d) => ("names" in d ? d.names.includes(free.name) : d.name === free.name))
  )
    return [];
  return dots.map((dot) => ({ path: dot, name: free.name, at: free.span.start }));
}

const matches = (use: Use, rules: readonly (readonly [string, RegExp])[]): boolean =>
  rules.some(([path, name]) => path === use.path && name.test(use.name));

function textOffences(root: Node, span: Span, uses: readonly Use[], file: GoFile): readonly Offence[] {
  const inside = (n: Node) => n.startIndex >= span.start && n.endIndex <= span.end;
  const within = uses.filter((u) => u.at >= span.start && u.at < span.end);
  const found: Offence[] = [];
  const literals = root
    .descendantsOfType(["interpreted_string_literal", "raw_string_literal"])
    .filter(inside);
  for (const literal of literals) {
    const text = literal.text.slice(1, -1);
    const reads = within.some((u) => matches(u, readsFiles));
    const add = (message: string, spoils: boolean) =>
      found.push({ key: `literal ${text}`, at: literal.startIndex, message, spoils });
    if (text.includes("_test.go")) add("reads or looks for test files", reads);
    else if (/\.test\b|^-?test\.|^test$/.test(text) && within.some((u) => matches(u, tellsTestRun)))
      add("looks for a test run on the command line", true);
    else if (/\.go$|testdata/.test(text) && reads) add("reads source or test files", false);
  }
  for (const comment of root.descendantsOfType("comment").filter(inside)) {
    const directive = /^\/\/(go:[a-z]\w*|export\b|line\b)/.exec(comment.text)?.[1];
    if (directive !== undefined && directive !== "go:noinline") {
      found.push({
        key: comment.text,
        at: comment.startIndex,
        message: `the directive //${directive} is not allowed`,
      });
    }
  }
  for (const call of root.descendantsOfType("call_expression").filter(inside)) {
    const fatal = loggerFatal(call, within);
    if (fatal !== undefined)
      found.push({ key: fatal, at: call.startIndex, message: `${fatal} ends the process` });
  }
  for (const spec of root.descendantsOfType("var_spec").filter((n) => inside(n) && atPackageLevel(n)))
    found.push(...initialiserCalls(spec, file));
  return found;
}

/** `log.Default().Fatal(…)`, `log.New(…).Fatalf(…)`. */
function loggerFatal(call: Node, uses: readonly Use[]): string | undefined {
  const callee = call.childForFieldName("function");
  const field = callee?.type === "selector_expression" ? (callee.childForFieldName("field")?.text ?? "") : "";
  const operand = callee?.childForFieldName("operand");
  if (!/^Fatal(?:f|ln)?$/.test(field) || operand?.type !== "call_expression") return undefined;
  return uses.some((u) => u.path === "log" && u.at === operand.startIndex)
    ? `(*log.Logger).${field}`
    : undefined;
}

function atPackageLevel(spec: Node): boolean {
  const holder = spec.parent?.type === "var_spec_list" ? spec.parent.parent : spec.parent;
  return holder?.parent?.type === "source_file";
}

function initialiserCalls(spec: Node, file: GoFile): readonly Offence[] {
  const value = spec.childForFieldName("value");
  const call = value === null ? undefined : firstCall(value, file);
  if (call === undefined) return [];
  const callee = call.childForFieldName("function")?.text ?? "a function";
  return [
    {
      key: `var ${callee}`,
      at: call.startIndex,
      message: `an initialiser may not call ${callee.split("\n")[0]}`,
    },
  ];
}

/** Conversions and the built-in functions that make a value. */
const harmless = (name: string): boolean =>
  predeclared.has(name) && !/^(?:panic|print|println|close|recover|clear|delete)$/.test(name);

/** The first call that runs when the package is loaded: those inside a function literal that is only stored do not. */
function firstCall(value: Node, file: GoFile): Node | undefined {
  const open = [value];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "func_literal") continue;
    if (calls(node, file)) return node;
    for (const child of node.namedChildren.toReversed()) open.push(child);
  }
  return undefined;
}

function calls(node: Node, file: GoFile): boolean {
  if (node.type === "call_expression") {
    const callee = node.childForFieldName("function");
    const plain = callee?.text ?? "";
    const type = harmless(plain) || file.decls.some((d) => d.kind === "type" && d.name === plain);
    if (!type && !pureMakers.test(plain) && callee?.type !== "parenthesized_expression") return true;
    if (
      callee?.type === "parenthesized_expression" &&
      callee.descendantsOfType(["func_literal", "call_expression"]).length > 0
    )
      return true;
  }
  return node.type === "unary_expression" && node.firstChild?.type === "<-";
}
