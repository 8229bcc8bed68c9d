import type { Node } from "web-tree-sitter";
import { stubKind } from "../stub/stub-patterns";
import { importName } from "../syntax/decls";
import { namesIn, predeclared } from "../syntax/names";
import type { FreeName, Names } from "../syntax/scope";
import type { FuncDecl, GoFile, Span } from "../syntax/tree";
import type { Finding } from "../verdict";
import { findingAt, forDrafts, ownSpans, proposedNames, type TextGateInput } from "./gate-input";
import { asksOfFiles, firstFrom, foldedLiterals, isMadeUp, readsFiles, resolvesLinks } from "./made-up-names";

interface Offence {
  /** Two with the same key are the same deed: what the original does already is not new. */
  readonly key: string;
  readonly at: number;
  readonly message: string;
  /** With it no test says anything, whoever wrote it: the process ends behind its back, or a test run is told apart. */
  readonly spoils?: boolean;
}

/** What ends, replaces or rewrites a process behind its back. */
const systemCalls =
  /^(?:Exec|Exit|ExitProcess|ForkExec|Kill|Mmap|Mprotect|Ptrace\w+|Raw\w*|StartProcess|Syscall\w*|TerminateProcess)$/;

/** Functions of the standard library that a candidate may not newly use, and why. */
const functions: readonly (readonly [path: string, name: RegExp, why: string])[] = [
  ["os", /^Exit$/, "ends the process"],
  ["syscall", /^(?:Exit|Kill)$/, "ends the process"],
  ["golang.org/x/sys/unix", /^(?:Exit|Kill)$/, "ends the process"],
  ["log", /^(?:Fatal|Fatalf|Fatalln)$/, "ends the process"],
  ["flag", /^(?:CommandLine|Lookup|NFlag|Visit|VisitAll)$/, "looks for a test run"],
  ["expvar", /^(?:Do|Get|Handler)$/, "tells the command line, which tells a test run"],
  ["syscall", systemCalls, "goes past the testing package"],
  ["golang.org/x/sys/unix", systemCalls, "goes past the testing package"],
  ["golang.org/x/sys/windows", systemCalls, "goes past the testing package"],
  ["os", /^(?:Args|Executable)$/, "tells a test run by the command line"],
  [
    "runtime",
    /^(?:BlockProfile|Caller|Callers|CallersFrames|FuncForPC|GoroutineProfile|MemProfile|MutexProfile|ReadTrace|Stack|StartTrace|ThreadCreateProfile)$/,
    "looks at who calls",
  ],
  ["runtime/debug", /^(?:PrintStack|Stack|WriteHeapDump)$/, "looks at who calls"],
  ["runtime/debug", /^ReadBuildInfo$/, "tells a test run by how the program was built"],
  ["runtime/trace", /^(?:NewFlightRecorder|Start)$/, "looks at who calls"],
];

const imports: Readonly<Record<string, string>> = {
  unsafe: "unsafe is not allowed",
  C: "cgo is not allowed",
  testing: "testing outside a test looks for a test run",
  embed: "embedding files is not allowed",
};

/** No draft brings these in; a package that has them already knows why. */
const newlyRefused: Readonly<Record<string, string>> = {
  "golang.org/x/sys/unix": "it goes past the testing package",
  "golang.org/x/sys/windows": "it goes past the testing package",
  "net/http/pprof": "it tells the command line, which tells a test run",
  plugin: "it loads code that nobody has judged",
  "runtime/pprof": "it finds out who calls",
  syscall: "it goes past the testing package",
};

/** What a draft may bring in and a person wants to know. */
const noteworthy: Readonly<Record<string, string>> = {
  flag: "reads the command line",
  net: "uses the network",
  "net/http": "uses the network",
  "net/rpc": "uses the network",
  "net/smtp": "uses the network",
  "os/exec": "starts other programs",
};

/** Where the command line and the program's own path tell a test run. */
const tellsTestRun: readonly (readonly [string, RegExp])[] = [["os", /^(?:Args|Executable)$/]];

/** How a log says where it is called. */
const logsCallers: readonly (readonly [string, RegExp])[] = [["log", /^(?:Lshortfile|Llongfile)$/]];
const keepsText: readonly (readonly [string, RegExp])[] = [
  ["bytes", /^(?:Buffer|NewBuffer\w*)$/],
  ["strings", /^Builder$/],
];

/** Variables and folders that only a judged run has. */
const ours = /stubwright/i;

/** A process looks at itself, or at another one. */
const ofProcess = /(?:^|\/)proc\/(?:self|thread-self|[\d%]\w*|$)|\/(?:maps|mem|cmdline)$/;

/** Offences that are told, of those that spoil tests and of the others: a hundred say as much as thousands. */
const mostTold = 100;

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
      namesIn(input.parser, input.original.text),
    )) {
      known.set(key, (known.get(key) ?? 0) + 1);
    }
  }
  const spans = ownSpans(input);
  const fresh = offences(input, input.proposed, spans, proposedNames(input)).filter(({ key }) => {
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left <= 0;
  });
  const all = [...importOffences(input), ...declOffences(input), ...fresh].sort((a, b) => a.at - b.at);
  const told = [true, false].flatMap((spoils) =>
    all.filter((o) => (o.spoils === true) === spoils).slice(0, mostTold),
  );
  return told
    .sort((a, b) => a.at - b.at)
    .map((o) => {
      const finding = findingAt(input, "forbidden", "forbidden", o.at, o.message);
      return o.spoils === true ? finding : forDrafts(finding);
    });
}

/** What a candidate newly brings in that refuses nothing, and that whoever takes it wants to know. */
export const noteworthyImports = (input: TextGateInput): readonly Finding[] =>
  input.own.addedImports.flatMap(({ path, span }) => {
    const why = input.snapshot.package.imports.includes(path) ? undefined : noteworthy[path];
    return why === undefined
      ? []
      : [
          forDrafts(
            findingAt(input, "forbidden", "forbidden", span.start, `it newly imports ${path}, which ${why}`),
          ),
        ];
  });

/** The part of a declaration whose deeds are not new. The body of a stub is to go: what it does licenses nothing. */
function licensing({ parser, original }: TextGateInput, decl: FuncDecl): Span {
  const { span, body } = decl;
  const stub = stubKind(parser, original.text, decl) !== undefined;
  return stub && body !== undefined ? { start: span.start, end: body.start } : span;
}

function importOffences(input: TextGateInput): readonly Offence[] {
  return input.own.addedImports.flatMap((spec): Offence[] => {
    const known = input.snapshot.package.imports.includes(spec.path);
    const newly = known ? undefined : newlyRefused[spec.path];
    const why = imports[spec.path] ?? (newly && `import of ${JSON.stringify(spec.path)}: ${newly}`);
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
  names: Names,
): readonly Offence[] {
  const { free } = names;
  const inside = (at: number) => spans.some((s) => at >= s.start && at < s.end);
  const paths = new Map(file.imports.map((i) => [importName(i), i.path]));
  const dots = file.imports.filter((i) => i.alias === ".").map((i) => i.path);
  const uses = free.filter((f) => inside(f.span.start)).flatMap((f) => resolved(f, paths, dots, file));
  const found: Offence[] = uses.flatMap(({ path, name, at }): Offence[] => {
    const rule = functions.find(([p, pattern]) => p === path && pattern.test(name));
    const unsafe = path === "unsafe" || path === "C";
    if (rule === undefined && !unsafe) return [];
    const message = `${path}.${name} ${rule?.[2] ?? "is not allowed"}`;
    if (rule !== undefined && originallyUsed(input, file, path, name)) return [];
    return [{ key: `${path}.${name}`, at, message, spoils: spoilsTests(path, name, file.text.slice(at)) }];
  });
  const tree = input.parser.parse(file.text);
  try {
    const nodes = textNodes(tree.rootNode);
    for (const span of spans) found.push(...textOffences(nodes, span, uses, file));
    found.push(...readingOffences(tree.rootNode, { spans, uses, names, file, input }));
  } finally {
    tree.delete();
  }
  return found;
}

/** The process ends without a word, or the flags of a test run are looked up. */
const spoilsTests = (path: string, name: string, text: string): boolean =>
  (/^(?:syscall|golang\.org\/x\/sys\/unix)$/.test(path) && /^(?:Exit|Kill)$/.test(name)) ||
  (path === "flag" && (name === "Lookup" || /^\w+\.CommandLine\s*\.\s*(?:Lookup|Visit)/.test(text)));

/** What reads the command line is no sign of anything where the file does so already. */
const originallyUsed = ({ original }: TextGateInput, file: GoFile, path: string, name: string): boolean => {
  if (file === original || path !== "os" || !/^(?:Args|Executable)$/.test(name)) return false;
  const as = original.imports.find((i) => i.path === path);
  return as !== undefined && new RegExp(`\\b${importName(as)}\\.${name}\\b`).test(original.text);
};

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

const matches = (use: Use, rules: readonly (readonly [string, RegExp, ...unknown[]])[]): boolean =>
  rules.some(([path, name]) => path === use.path && name.test(use.name));

interface Reading {
  readonly spans: readonly Span[];
  readonly uses: readonly Use[];
  readonly names: Names;
  readonly file: GoFile;
  readonly input: TextGateInput;
}

/** Files whose names are made up, names in pieces, and callers that a log tells. */
function readingOffences(root: Node, { spans, uses, names, file, input }: Reading): readonly Offence[] {
  const inside = (n: Node) => spans.some((s) => n.startIndex >= s.start && n.endIndex <= s.end);
  const found: Offence[] = [];
  const any = (rules: Parameters<typeof matches>[1]) => uses.find((u) => matches(u, rules));
  const reads = any(readsFiles) !== undefined;
  const asks = reads || any(asksOfFiles) !== undefined;
  const logged =
    any(keepsText) === undefined ? undefined : (any(logsCallers) ?? sourceOption(root, inside, uses));
  if (logged !== undefined)
    found.push({
      key: "log callers",
      at: logged.at,
      message: `${logged.path}.${logged.name} looks at who calls`,
    });
  for (const { at, text } of foldedLiterals(root, inside)) {
    const key = `literal ${text}`;
    if (text.includes("_test.go"))
      found.push({
        key,
        at,
        message: "reads or looks for test files",
        spoils: reads || logged !== undefined,
      });
    else if (ours.test(text))
      found.push({ key, at, message: "looks for a run of Stubwright's", spoils: true });
    else if (asks && ofProcess.test(text))
      found.push({ key, at, message: "looks into a process", spoils: /mem/.test(text) });
  }
  const own = new Set([
    ...input.own.helpers.flatMap((h) => h.names),
    ...input.own.targets.map((t) => t.name),
  ]);
  const paths = new Map(file.imports.map((i) => [importName(i), i.path]));
  const funcAt = (at: number) =>
    file.decls.find((d): d is FuncDecl => d.kind === "func" && at >= d.span.start && at < d.span.end);
  const scope = { root, names, funcAt, pathOf: (name: string) => paths.get(name), own };
  const scopeOf = ({ name }: Use) => ({ ...scope, resolves: resolvesLinks.test(name) });
  for (const use of uses) {
    const rule = readsFiles.find(([path, name]) => path === use.path && name.test(use.name));
    const call = rule && callAt(root, use.at);
    if (rule === undefined || call === undefined || !isMadeUp(call, rule[2], scopeOf(use))) continue;
    found.push({
      key: `made up ${use.path}.${use.name}`,
      at: use.at,
      message: "reads a file whose name it puts together itself",
    });
  }
  const seen = new Set<string>();
  return found.filter(({ at, message }) => !seen.has(`${at}${message}`) && seen.add(`${at}${message}`));
}

/** The option of a structured log that says who calls. */
function sourceOption(root: Node, inside: (n: Node) => boolean, uses: readonly Use[]): Use | undefined {
  const key = root
    .descendantsOfType(["literal_element", "field_identifier"])
    .find((n) => n.text === "AddSource" && inside(n));
  const imported = uses.some((u) => u.path === "log/slog");
  return key === undefined || !imported ? undefined : { path: "slog", name: "AddSource", at: key.startIndex };
}

/** The call whose function begins there. */
function callAt(root: Node, at: number): Node | undefined {
  let node = root.descendantForIndex(at);
  while (node !== null && node.type !== "call_expression" && node.startIndex === at) node = node.parent;
  return node?.type === "call_expression" && node.startIndex === at ? node : undefined;
}

/** What a file says in words, and what it calls, in order: looked for once, however many spans are asked for. */
interface TextNodes {
  readonly literals: readonly Node[];
  readonly comments: readonly Node[];
  readonly calls: readonly Node[];
  /** Of the package's variables. */
  readonly specs: readonly Node[];
}

const textNodes = (root: Node): TextNodes => ({
  literals: root.descendantsOfType(["interpreted_string_literal", "raw_string_literal"]),
  comments: root.descendantsOfType("comment"),
  calls: root.descendantsOfType("call_expression"),
  specs: root.namedChildren
    .filter((n) => n.type === "var_declaration")
    .flatMap((n) => n.namedChildren.flatMap((c) => (c.type === "var_spec_list" ? c.namedChildren : [c])))
    .filter((n) => n.type === "var_spec"),
});

function textOffences(
  { literals, comments, calls, specs }: TextNodes,
  span: Span,
  uses: readonly Use[],
  file: GoFile,
): readonly Offence[] {
  const inside = (nodes: readonly Node[]): readonly Node[] =>
    nodes
      .slice(firstFrom(nodes, span.start), firstFrom(nodes, span.end))
      .filter((n) => n.endIndex <= span.end);
  const within = uses.filter((u) => u.at >= span.start && u.at < span.end);
  const found: Offence[] = [];
  const reads = uses.some((u) => matches(u, readsFiles));
  const asks = reads || uses.some((u) => matches(u, asksOfFiles));
  const tells = within.some((u) => matches(u, tellsTestRun));
  for (const literal of inside(literals)) {
    const text = literal.text.slice(1, -1);
    const add = (message: string, spoils: boolean) =>
      found.push({ key: `literal ${text}`, at: literal.startIndex, message, spoils });
    if (text.includes("_test.go")) add("reads or looks for test files", reads);
    else if (ours.test(text)) add("looks for a run of Stubwright's", true);
    else if (asks && ofProcess.test(text)) add("looks into a process", text.includes("/mem"));
    else if (/\.test\b|^-?test\.|^test$/.test(text) && tells)
      add("looks for a test run on the command line", true);
    else if (/\.go$|testdata/.test(text) && reads) add("reads source or test files", false);
  }
  for (const comment of inside(comments)) {
    const directive = /^\/\/(go:[a-z]\w*|export\b|line\b)/.exec(comment.text)?.[1];
    if (directive !== undefined && directive !== "go:noinline") {
      found.push({
        key: comment.text,
        at: comment.startIndex,
        message: `the directive //${directive} is not allowed`,
      });
    }
  }
  for (const call of inside(calls)) {
    const fatal = loggerFatal(call, within);
    if (fatal !== undefined)
      found.push({ key: fatal, at: call.startIndex, message: `${fatal} ends the process` });
  }
  for (const spec of inside(specs)) found.push(...initialiserCalls(spec, file));
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
