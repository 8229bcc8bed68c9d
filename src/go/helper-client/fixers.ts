import type { Candidate } from "../../core/candidate";
import { applyChanges, type TextChange } from "../../core/edit/edit";
import type { Fixers } from "../../core/ports";
import { candidateFromText } from "../../core/splice/splice";
import type { Finding } from "../../core/verdict";
import { gofmt } from "../compile/gofmt";
import type { JudgeContext, QuickDiagnostics } from "../snapshot/context";
import { packageSpec } from "../snapshot/package-spec";
import type { Helper } from "./client";

/** An error of the target's file as the helper's type checker sees it; weights add up. */
export interface TypedError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly class: "syntax" | "undefined" | "type" | "unused" | "import" | "vet";
  readonly weight: number;
}

interface Alternative {
  readonly fixer: string;
  readonly changes: readonly TextChange[];
}

interface FixerDiagnosis {
  readonly errors: readonly TypedError[];
  readonly alternatives: readonly Alternative[];
}

/** How fixers are tried: what a diagnosis offers, and what each text weighs. */
export interface FixerBackend {
  diagnose(text: string, panic: Finding | undefined): Promise<FixerDiagnosis | undefined>;
  /** Errors of each text, in order. */
  check(texts: readonly string[]): Promise<readonly (readonly TypedError[])[] | undefined>;
}

export interface FixedText {
  readonly text: string;
  /** Names of the fixers, in order. */
  readonly fixers: readonly string[];
  /** What is left: 0 compiles. */
  readonly weight: number;
}

/** Rounds of one edit each, and how many texts go on from one round to the next. */
const limits = { rounds: 16, beam: 3 };

const weightOf = (errors: readonly TypedError[]): number => errors.reduce((sum, e) => sum + e.weight, 0);

/**
 * Applies alternatives as long as the errors weigh less after each, a few texts side by side. Texts that compile come
 * back, else the lightest; nothing where no edit helped.
 */
export async function applyFixers(text: string, backend: FixerBackend): Promise<readonly FixedText[]> {
  const errors = (await backend.check([text]))?.[0] ?? [];
  let open: readonly FixedText[] =
    errors.length === 0 ? [] : [{ text, fixers: [], weight: weightOf(errors) }];
  let lightest: FixedText | undefined;
  const seen = new Set([text]);
  for (let round = 0; round < limits.rounds && open.length > 0; round++) {
    const next: FixedText[] = [];
    for (const one of open) next.push(...(await lighter(one, seen, backend)));
    next.sort((a, b) => a.weight - b.weight);
    const compiling = next.filter((n) => n.weight === 0);
    if (compiling.length > 0) return compiling.slice(0, limits.beam);
    lightest = next[0] ?? lightest;
    open = next.slice(0, limits.beam);
  }
  return lightest === undefined ? [] : [lightest];
}

/** Every text that one alternative makes lighter. */
async function lighter(
  from: FixedText,
  seen: Set<string>,
  backend: FixerBackend,
): Promise<readonly FixedText[]> {
  const diagnosis = await backend.diagnose(from.text, undefined);
  const fresh = (diagnosis?.alternatives ?? []).flatMap(({ fixer, changes }) => {
    const text = applyChanges(from.text, inOrder(changes));
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ text, fixers: [...from.fixers, fixer] }];
  });
  if (fresh.length === 0) return [];
  const checked = (await backend.check(fresh.map((f) => f.text))) ?? [];
  return fresh
    .map((f, i) => ({ ...f, weight: weightOf(checked[i] ?? []) }))
    .filter((f, i) => checked[i] !== undefined && f.weight < from.weight);
}

/** By place; insertions at one place keep their order, and of two that overlap the first stays. */
function inOrder(changes: readonly TextChange[]): readonly TextChange[] {
  const sorted = changes.toSorted((a, b) => a.start - b.start);
  let end = 0;
  return sorted.filter((change) => {
    if (change.start < end) return false;
    end = change.end;
    return true;
  });
}

function backendOf(ctx: JudgeContext, helper: Helper, signal: AbortSignal): FixerBackend {
  const { file } = ctx.snapshot;
  const request = (text: string) => ({ ...packageSpec(ctx, text), file: file.path });
  return {
    async diagnose(text, panic) {
      const at = panic && { line: panic.line, message: panic.message };
      const answer = await helper.request<FixerDiagnosis>(
        "fix",
        { ...request(text), text, panic: at },
        signal,
      );
      return answer.ok ? answer.value : undefined;
    },
    async check(texts) {
      const args = { ...request(texts[0] ?? file.text), texts };
      const answer = await helper.request<readonly (readonly TypedError[])[]>("check", args, signal);
      return answer.ok ? answer.value : undefined;
    },
  };
}

/** Typed fixers on the Go helper: compiler messages and a panic's frame, never what a test wanted. */
export function createFixers(ctx: JudgeContext, helper: Helper): Fixers {
  const { file } = ctx.snapshot;
  return {
    async applyTypedFixes(candidate, findings, signal) {
      const backend = backendOf(ctx, helper, signal);
      const panic = findings.find((f) => f.class === "panic" && f.file === file.path && f.line > 0);
      const found =
        panic === undefined
          ? await applyFixers(candidate.text, backend)
          : await forPanic(candidate.text, panic, backend);
      const made: Candidate[] = [];
      for (const one of found) {
        const next = await candidateOf(candidate, one, ctx, signal);
        if (next !== undefined && !made.some((m) => m.text === next.text)) made.push(next);
      }
      return made;
    },
  };
}

/** Formatted, and of the text only what is the candidate's; undefined where nothing of that changed. */
async function candidateOf(
  from: Candidate,
  { text, fixers }: FixedText,
  { snapshot, deps }: JudgeContext,
  signal: AbortSignal,
): Promise<Candidate | undefined> {
  const formatted = await gofmt(snapshot.build.go, text, snapshot.package.dir, signal);
  if (signal.aborted) return undefined;
  const tidy = formatted?.ok ? formatted.value : text;
  const adjustments = [...from.adjustments, ...new Set(fixers)];
  const next = candidateFromText(deps.parser, snapshot.file, snapshot.target.names, tidy, adjustments);
  return next.text === from.text ? undefined : next;
}

/** Each alternative is a candidate of its own; the tests say whether it helped. */
async function forPanic(text: string, panic: Finding, backend: FixerBackend): Promise<readonly FixedText[]> {
  const diagnosis = await backend.diagnose(text, panic);
  const changed = (diagnosis?.alternatives ?? []).map(({ fixer, changes }) => ({
    text: applyChanges(text, inOrder(changes)),
    fixers: [fixer],
  }));
  const checked = changed.length === 0 ? [] : ((await backend.check(changed.map((c) => c.text))) ?? []);
  return changed.map((c, i) => ({ ...c, weight: weightOf(checked[i] ?? []) })).filter((c) => c.weight === 0);
}

/** The helper's type checker as quick diagnostics, in milliseconds: for where no gopls runs. */
export function helperDiagnostics(ctx: Omit<JudgeContext, "gopls">, helper: Helper): QuickDiagnostics {
  const { file } = ctx.snapshot;
  return {
    async errors(text, signal) {
      const checked = await backendOf({ ...ctx, gopls: undefined }, helper, signal).check([text]);
      return checked?.[0]?.map((e) => ({
        gate: "types",
        class: e.class,
        file: file.path,
        line: e.line,
        column: e.column,
        message: e.message,
      }));
    },
    tidy: async () => undefined,
  };
}
