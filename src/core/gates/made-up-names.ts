import type { Node } from "web-tree-sitter";
import type { Binding, Names } from "../syntax/scope";
import type { FuncDecl } from "../syntax/tree";

/** How files are read, and which argument names them. */
export const readsFiles: readonly (readonly [path: string, name: RegExp, argument: number])[] = [
  ["os", /^(?:Open|OpenFile|OpenRoot|ReadFile|ReadDir|Readlink|DirFS)$/, 0],
  ["os", /^OpenInRoot$/, 1],
  ["io/fs", /^(?:ReadFile|ReadDir|ReadLink|Glob|WalkDir)$/, 1],
  ["io/ioutil", /^(?:ReadFile|ReadDir)$/, 0],
  ["path/filepath", /^(?:EvalSymlinks|Glob|Walk|WalkDir)$/, 0],
  ["debug/buildinfo", /^ReadFile$/, 0],
  ["debug/elf", /^Open$/, 0],
  ["debug/macho", /^Open(?:Fat)?$/, 0],
  ["debug/pe", /^Open$/, 0],
  ["go/parser", /^(?:ParseFile|ParseDir)$/, 1],
  ["go/build", /^(?:Import|ImportDir)$/, 0],
];

/** How a file is asked for what it is, or entered: by a name that is put together there is nothing wrong with either. */
export const asksOfFiles: readonly (readonly [path: string, name: RegExp])[] = [
  ["os", /^(?:Chdir|Lstat|Stat)$/],
  ["io/fs", /^(?:Lstat|Stat)$/],
];

/** Of those, what says only where a link leads. */
export const resolvesLinks = /^(?:EvalSymlinks|Read[lL]ink)$/;

/** What packages only make of what they are handed, or find where the process runs. */
const nothingGiven =
  /^(?:bytes|encoding(?:\/.+)?|errors|fmt|hash(?:\/.+)?|io|io\/fs|io\/ioutil|maps|math(?:\/.+)?|path|path\/filepath|slices|sort|strconv|strings|text\/.+|unicode(?:\/.+)?)$/;
const placesOfTheirOwn =
  /^(?:CreateTemp|Getenv|LookupEnv|MkdirTemp|TempDir|UserCacheDir|UserConfigDir|UserHomeDir)$/;
const number = /^(?:u?int\d*|uintptr|byte|rune|bool|float\d+|complex\d+)$/;

interface Scope {
  readonly root: Node;
  readonly names: Names;
  /** The function that a place lies in. */
  readonly funcAt: (at: number) => FuncDecl | undefined;
  /** Of an import's name in this file. */
  readonly pathOf: (name: string) => string | undefined;
  /** Names that the candidate itself declares. */
  readonly own: ReadonlySet<string>;
  /** Only where a link leads is asked: from where the process runs, that is nobody's file. */
  readonly resolves: boolean;
}

/**
 * Whether the name of a file is put together by the code that reads it: nothing that it is made of comes from outside.
 * A literal as it stands is none of that; what the function is given, finds in the package or asks the system for is not
 * either.
 */
export function isMadeUp(call: Node, argument: number, scope: Scope): boolean {
  const node = call.childForFieldName("arguments")?.namedChildren.filter((n) => n?.type !== "comment")[
    argument
  ];
  if (node === undefined || node === null) return false;
  const made = makingOf(node, scope, new Set());
  return made.computed && !made.given;
}

interface Making {
  readonly computed: boolean;
  readonly given: boolean;
}

const computing: ReadonlySet<string> = new Set([
  "call_expression",
  "composite_literal",
  "index_expression",
  "range_clause",
  "slice_expression",
  "type_conversion_expression",
]);

function makingOf(node: Node, scope: Scope, seen: Set<Binding>): Making {
  let computed = computing.has(node.type) || node.descendantsOfType([...computing]).length > 0;
  let given = false;
  for (const id of node.type === "identifier" ? [node] : node.descendantsOfType("identifier")) {
    if (id === null) continue;
    const binding = scope.names.bindings.find((b) =>
      b.occurrences.some((o) => o.span.start === id.startIndex),
    );
    const made = binding === undefined ? freeName(id, scope) : bound(binding, scope, seen);
    computed ||= made.computed;
    given ||= made.given;
  }
  return { computed, given };
}

function freeName(id: Node, { names, pathOf, own, resolves }: Scope): Making {
  const free = names.free.find((f) => f.span.start === id.startIndex);
  if (free === undefined) return { computed: false, given: false };
  const path = free.field === undefined ? undefined : pathOf(free.name);
  if (path === undefined) {
    const theirs = free.field !== undefined || !own.has(free.name);
    const builtin =
      /^(?:append|byte|cap|copy|len|make|max|min|new|nil|rune|string|true|false|int\d*|uint\d*)$/.test(
        free.name,
      );
    return { computed: own.has(free.name), given: theirs && !builtin };
  }
  const field = free.field ?? "";
  const place = placesOfTheirOwn.test(field) || (resolves && field === "Getwd");
  const given = path === "os" ? place : !nothingGiven.test(path);
  return { computed: false, given };
}

/** A parameter of the function itself is given, unless it is a number; one of a function literal as what is handed in with it. */
function bound(binding: Binding, scope: Scope, seen: Set<Binding>): Making {
  const nothing = { computed: false, given: false };
  if (seen.has(binding)) return nothing;
  seen.add(binding);
  const at = binding.occurrences.find((o) => o.use === "declare")?.span.start ?? 0;
  if (binding.kind === "receiver") return { computed: false, given: true };
  const func = scope.funcAt(at);
  if (binding.kind === "param") {
    const own = func?.params.find((p) => p.name === binding.name);
    if (binding.depth <= 1) return { computed: true, given: !number.test(own?.type ?? "") };
    const beside = literalAround(scope.root, at)?.parent;
    return beside === undefined || beside === null
      ? nothing
      : { ...together(beside.namedChildren, scope, seen), computed: true };
  }
  const parts = binding.occurrences
    .filter((o) => o.use !== "read")
    .flatMap((o) => madeOf(scope.root.descendantForIndex(o.span.start, o.span.end)) ?? []);
  return together(parts, scope, seen);
}

function together(nodes: readonly (Node | null)[], scope: Scope, seen: Set<Binding>): Making {
  const all = nodes.flatMap((n) =>
    n === null || n.type === "func_literal" ? [] : [makingOf(n, scope, seen)],
  );
  return { computed: all.some((m) => m.computed), given: all.some((m) => m.given) };
}

function literalAround(root: Node, at: number): Node | undefined {
  let node = root.descendantForIndex(at);
  while (node !== null && node.type !== "func_literal") node = node.parent;
  return node ?? undefined;
}

/** What a name is set to where it is declared or assigned. */
function madeOf(name: Node | null): Node | undefined {
  let node = name?.parent ?? null;
  while (
    node !== null &&
    !/^(?:short_var_declaration|assignment_statement|var_spec|const_spec|range_clause)$/.test(node.type)
  )
    node = /^(?:block|source_file|func_literal)$/.test(node.type) ? null : node.parent;
  if (node === null) return undefined;
  if (node.type === "range_clause") return node;
  return node.childForFieldName("right") ?? node.childForFieldName("value") ?? undefined;
}

/** Texts that literals make together: the pieces of a sum, or of what a call or a list is made of. */
export function foldedLiterals(
  root: Node,
  within: (n: Node) => boolean,
): readonly { readonly at: number; readonly text: string }[] {
  const holders = root.descendantsOfType(["binary_expression", "argument_list", "literal_value"]);
  const literals = root
    .descendantsOfType(["interpreted_string_literal", "raw_string_literal"])
    .flatMap((n) => (n === null ? [] : [n]));
  return holders.flatMap((holder) => {
    if (holder === null || !within(holder)) return [];
    // Holders stand in each other: each takes its part of one list, instead of looking for it again.
    const from = firstFrom(literals, holder.startIndex);
    const to = firstFrom(literals, holder.endIndex);
    const first = literals[from];
    if (first === undefined || to - from < 2 || to - from > 64) return [];
    const pieces = literals.slice(from, to);
    return [{ at: first.startIndex, text: pieces.map((p) => p.text.slice(1, -1)).join("") }];
  });
}

/** Of nodes in the order of a file, how many begin before a place. */
export function firstFrom(nodes: readonly Node[], at: number): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.startIndex ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
