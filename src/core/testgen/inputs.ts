import type { CaseShape, TestCase } from "./case";
import type { Probe } from "./trial-file";

/** Values of plain types that tell versions of a function apart more often than others. */
const plain: Readonly<Record<string, readonly string[]>> = {
  bool: ["true", "false"],
  string: ['""', '"a"', '"ab"', '"abc"', '"Hello, World"', '"été"', '" a b "', '"aabb"', '"level"'],
  int: ["0", "1", "-1", "2", "3", "7", "10", "100"],
  uint: ["0", "1", "2", "3", "10"],
  float: ["0", "1", "-1", "0.5", "2.25", "100"],
  byte: ["'a'", "'0'", "' '"],
  rune: ["'a'", "'Z'", "'5'", "'é'"],
};

function valuesOf(type: string): readonly string[] {
  if (type === "byte" || type === "rune" || type === "bool" || type === "string") return plain[type] ?? [];
  if (/^int\d*$/.test(type)) return plain["int"] ?? [];
  if (/^uint\d*$/.test(type)) return plain["uint"] ?? [];
  if (/^float\d+$/.test(type)) return plain["float"] ?? [];
  const element = /^\[\](.+)$/.exec(type)?.[1];
  const each = element === undefined ? [] : valuesOf(element);
  if (each.length < 3 && element !== "bool") return [];
  const [a = "", b = a, c = b, d = c, e = d] = each;
  const lists = [[], [b], [a, b], [b, a], [b, b], [c, a, b], [d, b, d, a, b], [a, b, c, d, e]];
  return lists.map((l) => (l.length === 0 ? "nil" : `${type}{${l.join(", ")}}`));
}

/**
 * Inputs whose results nobody has stated: those of the cases with one argument exchanged, then anything of the types;
 * the same for the same seed. Empty where a parameter's values cannot be made.
 */
export function probesFor(
  { decl }: CaseShape,
  cases: readonly TestCase[],
  most: number,
  seed: number,
): readonly Probe[] {
  const pools = decl.params.map((p, i) => {
    const own = valuesOf(p.variadic ? `[]${p.type}` : p.type);
    return [...new Set([...own, ...cases.flatMap((c) => c.args[i] ?? [])])];
  });
  const receivers = [...new Set(cases.flatMap((c) => c.receiver ?? []))];
  if (pools.some((p) => p.length === 0) || (decl.receiver !== undefined && receivers.length === 0)) return [];
  const next = random(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? "";
  const found = new Map<string, Probe>();
  const add = (probe: Probe): void => void found.set(`${probe.receiver}|${probe.args.join("|")}`, probe);
  for (let tries = 0; found.size < most && tries < most * 6; tries++) {
    const base = cases.length > 0 && tries % 2 === 0 ? cases[Math.floor(next() * cases.length)] : undefined;
    const at = Math.floor(next() * pools.length);
    add({
      receiver: base?.receiver ?? (receivers.length === 0 ? undefined : pick(receivers)),
      args: pools.map((pool, i) =>
        base === undefined || i === at ? pick(pool) : (base.args[i] ?? pick(pool)),
      ),
    });
  }
  return [...found.values()];
}

/** Mulberry32. */
function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
