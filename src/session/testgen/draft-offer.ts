import type { Candidate } from "../../core/candidate";
import { unifiedDiff } from "../../core/edit/unified-diff";
import type { Offer, OfferedTests } from "../../core/events/offered-tests";
import type { ChatModel } from "../../core/model";
import { contextOf } from "../../core/prompt/context";
import { caseKey, type TestCase } from "../../core/testgen/case";
import { chooseCases, type TriedCase } from "../../core/testgen/select-cases";
import type { StatedTests } from "../../core/testgen/stated-tests";
import type { Helper } from "../../go/helper-client/client";
import { judgeTests } from "../../go/mutation/test-gates";
import { tryCases } from "../../go/mutation/trial";
import { versionsOf } from "../../go/mutation/versions";
import { type JudgeContext, judgeContext, textOf } from "../../go/snapshot/context";
import type { GoDeps, GoSnapshot } from "../../go/snapshot/subject";
import { sourceFile } from "../../go/toolchain/source-file";
import { type CaseContext, gatherCases, shown } from "./gather-cases";
import { subjectOf } from "./subject";
import { suiteOf } from "./suite";

export interface OfferDeps {
  readonly snapshot: GoSnapshot;
  readonly stated: StatedTests | undefined;
  readonly go: GoDeps;
  readonly helper: Helper;
  readonly model: ChatModel;
  readonly seed: number;
  /** What the person said to questions: `F(1) == 2`. */
  readonly answers: readonly string[];
  /** What the model has stated in this run already. */
  readonly cachedAnswers: Map<string, readonly TestCase[]>;
  /** Paths of the diff are relative to it. */
  readonly root: string;
}

/**
 * Tests of the one function that a run writes. The model states them from the comment and the signature, without
 * seeing the body that they are tried on.
 */
export function createOffer(deps: OfferDeps): Offer {
  const { stated, go, helper, model, seed, answers, cachedAnswers, root } = deps;
  const asItWas = stated === undefined ? deps.snapshot : without(stated, deps.snapshot);
  return async (candidate, rivals, budget, signal) => {
    const none = { calls: 0, tests: undefined };
    const snapshot = { ...asItWas, file: sourceFile(asItWas.file.path, candidate.text) };
    const subject = subjectOf(snapshot, go);
    if (!subject.ok) return none;
    const judging = judgeContext(snapshot, go);
    const versions = await versionsOf(judging, helper, true, seed, signal);
    if (!versions.ok || signal.aborted) return none;
    const ctx: CaseContext = {
      request: { budget, seed, answers },
      subject: subject.value,
      snapshot,
      deps: go,
      helper,
      versions: versions.value,
      context: contextOf(go.parser, { snapshot: asItWas, seeTests: false }),
      cachedAnswers,
      emit: () => {},
      signal,
    };
    const gathered = await gatherCases(ctx, model);
    if (!gathered.ok) return none;
    const { calls } = gathered.value;
    const tried = await undisputed(ctx, judging, gathered.value.tried, rivals);
    return { calls, tests: await offered(ctx, judging, chooseCases(tried), root) };
  };
}

/** Undefined where the model added nothing, or where the tests do not pass their gates. */
async function offered(
  ctx: CaseContext,
  judging: JudgeContext,
  chosen: readonly TriedCase[],
  root: string,
): Promise<OfferedTests | undefined> {
  const suite = chosen.some((t) => t.case.origin === "model") && (await suiteOf(ctx, chosen, true));
  if (!suite) return undefined;
  const { versions, helper, signal } = ctx;
  const { verdicts, score } = await judgeTests(suite.proposed, versions, judging, helper, signal);
  const good = verdicts.every((v) => v.status === "passed" || v.status === "skipped");
  if (!good || score === undefined) return undefined;
  const edit = { files: [suite.inserted.edit] };
  const originals = new Map(ctx.snapshot.package.testFiles.map((f) => [f.path, f.text]));
  const cases = chosen.map((t) => shown(ctx, t.case));
  const { killed, total } = score;
  return { edit, diff: unifiedDiff(edit, originals, root), cases, killed, mutants: total };
}

/** Without the model's cases that a rival fails: those inputs are a question to the person. */
async function undisputed(
  { subject, versions, helper, signal }: CaseContext,
  judging: JudgeContext,
  tried: readonly TriedCase[],
  rivals: readonly Candidate[],
): Promise<readonly TriedCase[]> {
  if (rivals.length === 0) return tried;
  const texts = rivals.map((r) => textOf(judging, r.text));
  const asMutants = texts.map((text) => ({ change: "", line: 0, text }));
  const cases = tried.map((t) => t.case);
  const input = { subject, cases, probes: [] };
  const trial = await tryCases(input, { ...versions, mutants: asMutants }, judging, helper, signal);
  if (!trial.ok) return tried.filter((t) => t.case.origin !== "model");
  const passing = new Set(
    trial.value.cases.filter((t) => t.passes.size === rivals.length).map((t) => caseKey(t.case)),
  );
  return tried.filter((t) => t.case.origin !== "model" || passing.has(caseKey(t.case)));
}

/** The package without what was stated beyond its tests: that becomes part of the one function that is offered. */
function without({ texts, before }: StatedTests, snapshot: GoSnapshot): GoSnapshot {
  const asBefore = (all: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...[...all].filter(([path]) => !texts.has(path)), ...before]);
  const testFiles = [
    ...snapshot.package.testFiles.filter((f) => !texts.has(f.path)),
    ...[...before].map(([path, text]) => sourceFile(path, text)),
  ];
  return {
    ...snapshot,
    package: { ...snapshot.package, testFiles },
    texts: asBefore(snapshot.texts),
    before: asBefore(snapshot.before),
  };
}
