import type { ChatModel } from "../../core/model";
import type { Arbiter } from "../../core/ports";
import { contextOf } from "../../core/prompt/context";
import { caseText, type TestCase } from "../../core/testgen/case";
import type { Helper } from "../../go/helper-client/client";
import { versionsOf } from "../../go/mutation/versions";
import { type JudgeContext, textOf } from "../../go/snapshot/context";
import { believed, gatherCases } from "./gather-cases";
import { subjectOf } from "./subject";

/** Cases of the function that a run writes, stated by its model, tried on candidates in the sandbox. */
export function createArbiter(
  judging: JudgeContext,
  helper: Helper,
  model: ChatModel,
  seed: number,
  cachedAnswers: Map<string, readonly TestCase[]> = new Map(),
): Arbiter {
  const { snapshot, deps } = judging;
  return async (candidates, budget, signal) => {
    const subject = snapshot.target.names.length === 1 ? subjectOf(snapshot, deps) : undefined;
    if (subject?.ok !== true) return undefined;
    const versions = await versionsOf(judging, helper, false, seed, signal);
    if (!versions.ok || signal.aborted) return undefined;
    const texts = candidates.map((c) => textOf(judging, c.text));
    const ctx = {
      request: { budget, seed, answers: [] },
      subject: subject.value,
      snapshot,
      deps,
      helper,
      // Candidates stand where small changes would: which of them a case notices is the question here too.
      versions: { ...versions.value, mutants: texts.map((text) => ({ change: "", line: 0, text })) },
      context: contextOf(deps.parser, { snapshot, seeTests: false }),
      cachedAnswers,
      emit: () => {},
      signal,
    };
    const gathered = await gatherCases(ctx, model);
    if (!gathered.ok) return undefined;
    const { tried, votes, calls } = gathered.value;
    const { decl } = subject.value.shape;
    const cases = believed(ctx, tried, votes).map((t) => ({
      text: caseText(decl, t.case),
      passes: t.passes,
      fails: t.kills,
    }));
    return { calls, cases };
  };
}
