import type { FuncDecl, Param } from "../syntax/tree";

/**
 * First body lines that a function of these types may begin with, likeliest first. Put into the model's mouth one at
 * a time, each takes it another way of solving the same thing. Measured on 78 drafts with a forced first line: what gathers the result
 * solved 13 of 16, words and counts nothing where the comment speaks of neither.
 * @param about name and doc comment
 */
export function firstLinesFor(decl: FuncDecl, about: string): readonly string[] {
  const named = decl.params.filter(
    (p): p is Param & { name: string } => p.name !== undefined && p.name !== "_",
  );
  const result = decl.results[0]?.type;
  const firstLines = [
    ...gathering(result),
    ...named.flatMap((p) => fromParam(p, result)),
    ...adding(result, named),
  ];
  const taken = new Set(named.map((p) => p.name));
  const fitting = [...new Set(firstLines)].filter(
    // A line that declares what a parameter is called already would not compile.
    (firstLine) => !taken.has(/^(?:var )?(\w+)/.exec(firstLine)?.[1] ?? ""),
  );
  const last = (firstLine: string): number => (isFarFetched(firstLine, about) ? 1 : 0);
  return fitting.toSorted((a, b) => last(a) - last(b)).slice(0, 6);
}

/** Lines that only a function about words, or about how many of each, begins with. */
const farFetched = [
  { firstLine: /^words :=/, about: /word|field|space|token|phrase|sentence/i },
  {
    firstLine: /^counts :=/,
    about: /count|frequen|how (?:many|often)|number of|times|most|occur|distinct|anagram/i,
  },
] as const;

const isFarFetched = (line: string, about: string): boolean =>
  farFetched.some((f) => f.firstLine.test(line) && !f.about.test(about));

function fromParam(
  { name, type, variadic }: Param & { name: string },
  result: string | undefined,
): readonly string[] {
  if (variadic) return fromSlice(name, type);
  if (type === "string") {
    const build = result === "string" ? ["var sb strings.Builder"] : [];
    return [
      `runes := []rune(${name})`,
      ...build,
      `words := strings.Fields(${name})`,
      "counts := make(map[rune]int)",
      "stack := []rune{}",
      `n := len(${name})`,
    ];
  }
  if (type.startsWith("[]")) return fromSlice(name, type.slice(2));
  if (type.startsWith("map[")) return [`keys := make([]${keyOf(type)}, 0, len(${name}))`];
  return [];
}

function fromSlice(name: string, element: string): readonly string[] {
  const seen = /^(string|rune|byte|u?int\d*)$/.test(element) ? [`seen := make(map[${element}]bool)`] : [];
  return [...seen, `sorted := append([]${element}(nil), ${name}...)`, `n := len(${name})`];
}

function gathering(result: string | undefined): readonly string[] {
  if (result?.startsWith("[]")) return [`result := ${result}{}`];
  if (result?.startsWith("map[")) return [`result := make(${result})`];
  return [];
}

function adding(result: string | undefined, params: readonly Param[]): readonly string[] {
  if (result !== undefined && /^u?int\d*$/.test(result) && params.length > 0)
    return [`result := ${result}(0)`];
  return result === "float64" ? ["sum := 0.0"] : [];
}

/** The key of `map[K]V`, brackets inside K counted. */
function keyOf(type: string): string {
  let depth = 0;
  for (let i = 3; i < type.length; i++) {
    if (type[i] === "[") depth++;
    if (type[i] === "]" && --depth === 0) return type.slice(4, i);
  }
  return "string";
}
