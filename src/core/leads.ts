import type { FuncDecl, Param } from "./syntax";

/**
 * First body lines that a function of these types may begin with, likeliest first. Put into the model's mouth one at
 * a time, each leads it to another way of solving the same thing.
 */
export function leadsFor(decl: FuncDecl): readonly string[] {
  const named = decl.params.filter(
    (p): p is Param & { name: string } => p.name !== undefined && p.name !== "_",
  );
  const result = decl.results[0]?.type;
  const leads = [...named.flatMap((p) => fromParam(p, result)), ...fromResult(result, named)];
  const taken = new Set(named.map((p) => p.name));
  // A line that declares what a parameter is called already would not compile.
  return [...new Set(leads)]
    .filter((lead) => !taken.has(/^(?:var )?(\w+)/.exec(lead)?.[1] ?? ""))
    .slice(0, 6);
}

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
      `n := len(${name})`,
      "stack := []rune{}",
      `words := strings.Fields(${name})`,
      "counts := make(map[rune]int)",
    ];
  }
  if (type.startsWith("[]")) return fromSlice(name, type.slice(2));
  if (type.startsWith("map[")) return [`keys := make([]${keyOf(type)}, 0, len(${name}))`];
  return [];
}

function fromSlice(name: string, element: string): readonly string[] {
  const seen = /^(string|rune|byte|u?int\d*)$/.test(element) ? [`seen := make(map[${element}]bool)`] : [];
  return [...seen, `n := len(${name})`, `sorted := append([]${element}(nil), ${name}...)`];
}

function fromResult(result: string | undefined, params: readonly Param[]): readonly string[] {
  if (result === undefined) return [];
  if (result.startsWith("[]")) return [`result := ${result}{}`];
  if (result.startsWith("map[")) return [`result := make(${result})`];
  if (/^u?int\d*$/.test(result) && params.length > 0) return [`result := ${result}(0)`];
  if (result === "float64") return ["sum := 0.0"];
  return [];
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
