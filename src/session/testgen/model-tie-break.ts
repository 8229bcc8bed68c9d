import type { ChatModel } from "../../core/model";
import type { Arbiter } from "../../core/ports";
import { contextOf } from "../../core/prompt/context";
import { caseText, type TestCase } from "../../core/testgen/case";
import type { Helper } from "../../go/helper-client/client";
import { versionsOf } from "../../go/mutation/versions";
import { type Court, textOf } from "../../go/snapshot/context";
import { believed, gather } from "./gather-cases";
import { surroundingsOf } from "./subject";

/** Cases of the function that a run writes, stated by its model, tried on candidates in the sandbox. */
export function createArbiter(
  court: Court,
  helper: Helper,
  model: ChatModel,
  seed: number,
  heard: Map<string, readonly TestCase[]> = new Map(),
): Arbiter {
  const { snapshot, deps } = court;
  return async (candidates, budget, signal) => {
    const around = snapshot.target.names.length === 1 ? surroundingsOf(snapshot, deps) : undefined;
    if (around?.ok !== true) return undefined;
    const versions = await versionsOf(court, helper, false, seed, signal);
    if (!versions.ok || signal.aborted) return undefined;
    const texts = candidates.map((c) => textOf(court, c.text));
    const desk = {
      request: { budget, seed, answers: [] },
      around: around.value,
      snapshot,
      deps,
      helper,
      // Candidates stand where small changes would: which of them a case notices is the question here too.
      versions: { ...versions.value, mutants: texts.map((text) => ({ change: "", line: 0, text })) },
      context: contextOf(deps.parser, { snapshot, seeTests: false }),
      heard,
      emit: () => {},
      signal,
    };
    const gathered = await gather(desk, model);
    if (!gathered.ok) return undefined;
    const { tried, votes, calls } = gathered.value;
    const { decl } = around.value.shape;
    const cases = believed(desk, tried, votes).map((t) => ({
      text: caseText(decl, t.case),
      passes: t.passes,
      fails: t.kills,
    }));
    return { calls, cases };
  };
}
