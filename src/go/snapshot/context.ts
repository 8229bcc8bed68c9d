import { withStubPlaceholders } from "../../core/stub/placeholder";
import type { Finding } from "../../core/verdict";
import type { VetUnit } from "../compile/vet-unit";
import type { GoDeps, GoSnapshot, Subject } from "./subject";

/** gopls on one candidate's text. Undefined where it is not there or does not answer. */
export interface QuickDiagnostics {
  errors(text: string, signal: AbortSignal): Promise<readonly Finding[] | undefined>;
  /** Imports organised and gofmt applied. */
  tidy(text: string, signal: AbortSignal): Promise<string | undefined>;
}

/** What one judgement works with before the baseline is known. */
export interface SubjectContext {
  readonly snapshot: Subject;
  readonly deps: GoDeps;
  readonly gopls: QuickDiagnostics | undefined;
  /** What go vet would ask its tool, found out once for many candidates. */
  readonly vetUnit?: (() => Promise<VetUnit | undefined>) | undefined;
}

/** What one judgement works with. */
export interface JudgeContext extends SubjectContext {
  readonly snapshot: GoSnapshot;
}

/** What a judgement of one text works with; gopls is not asked. */
export const judgeContext = (snapshot: GoSnapshot, deps: GoDeps): JudgeContext => ({
  snapshot,
  deps,
  gopls: undefined,
});

/** The package as a candidate would have it; other stubs of its file get placeholders like those of other files. */
export function textsWith({ snapshot, deps }: SubjectContext, text: string): ReadonlyMap<string, string> {
  const own = withStubPlaceholders(deps.parser, text, new Set(snapshot.target.names), snapshot.elsewhere);
  return new Map([...snapshot.texts, [snapshot.file.path, own]]);
}

/** The target's file as a candidate would have it, other stubs with placeholders. */
export const textOf = (ctx: JudgeContext, text: string): string =>
  textsWith(ctx, text).get(ctx.snapshot.file.path) ?? text;
