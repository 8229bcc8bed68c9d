import { median } from "../perf/median";
import { table } from "../perf/page";
import { idOf, type ListedModule } from "./module-list";
import type { PairResult } from "./results";

/** A corpus' figures for people, as Markdown. */
export function report(modules: readonly ListedModule[], pairs: readonly PairResult[]): string {
  const judged = pairs.filter((p) => p.comparison.kind !== "policy");
  const rows = modules.map((m) =>
    row(
      `${idOf(m)}`,
      m.kinds.join(", "),
      judged.filter((p) => p.module === idOf(m)),
    ),
  );
  const head = ["module", "kind", "stubs", "pairs", "wrong", "suggested", "verdict / by hand", "peak MiB"];
  const all = table(head, [...rows, row("all", "", judged)]);
  return [all, byKind(judged), suggestedWhy(judged), policyWhy(pairs)].filter(Boolean).join("\n\n");
}

function row(name: string, kinds: string, pairs: readonly PairResult[]): readonly string[] {
  const count = (kind: PairResult["comparison"]["kind"]): string =>
    String(pairs.filter((p) => p.comparison.kind === kind).length);
  const stubs = new Set(pairs.map((p) => `${p.module} ${p.file} ${p.name}`)).size;
  const ratios = pairs.flatMap((p) =>
    p.hand === undefined || p.judged.ms === 0 ? [] : [p.judged.ms / p.hand.ms],
  );
  const peak = Math.max(0, ...pairs.map((p) => p.peakMib));
  return [
    name,
    kinds,
    String(stubs),
    String(pairs.length),
    count("wrong"),
    count("suggested"),
    ratios.length === 0 ? "" : median(ratios).toFixed(2),
    peak === 0 ? "" : String(peak),
  ];
}

/** How each kind of candidate ended, by what go said of it. */
function byKind(pairs: readonly PairResult[]): string {
  const kinds = [...new Set(pairs.map((p) => p.kind))];
  const rows = kinds.flatMap((kind) => {
    const mine = pairs.filter((p) => p.kind === kind);
    const of = (grade: string): string => String(mine.filter((p) => p.judged.grade === grade).length);
    const noticed = mine.filter((p) => p.hand?.noticedBy !== undefined).length;
    return [[kind, String(mine.length), String(noticed), of("passing"), of("suggested"), of("rejected")]];
  });
  return table(["candidate", "pairs", "noticed by hand", "passing", "suggested", "rejected"], rows);
}

function suggestedWhy(pairs: readonly PairResult[]): string {
  const rows = pairs.flatMap((p) =>
    p.comparison.kind === "suggested" ? [[p.module, p.name, p.kind, p.comparison.why]] : [],
  );
  return rows.length === 0 ? "" : table(["module", "function", "candidate", "suggested, because"], rows);
}

function policyWhy(pairs: readonly PairResult[]): string {
  const rows = pairs.flatMap((p) =>
    p.comparison.kind === "policy" ? [[p.module, p.name, p.comparison.why]] : [],
  );
  return rows.length === 0 ? "" : table(["module", "function", "what no draft may do"], rows);
}
