import type { Offer } from "../core/confirm";
import { contextOf } from "../core/context";
import { unifiedDiff } from "../core/diff";
import type { ChatModel } from "../core/model";
import type { TestCase } from "../core/test-case";
import { chooseCases } from "../core/test-choose";
import type { StatedTests } from "../core/test-stated";
import type { Helper } from "../go/helper";
import type { GoDeps, GoSnapshot } from "../go/snapshot";
import { sourceFile } from "../go/source";
import { judgeTests } from "../go/test-gates";
import { versionsOf } from "../go/versions";
import { type Desk, gather, shown } from "./gather-cases";
import { suiteOf } from "./suite";
import { surroundingsOf } from "./surroundings";

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
  readonly heard: Map<string, readonly TestCase[]>;
  /** Paths of the diff are relative to it. */
  readonly root: string;
}

/**
 * Tests of the one function that a run writes. The model states them from the comment and the signature, without
 * seeing the body that they are tried on.
 */
export function createOffer(deps: OfferDeps): Offer {
  const { stated, go, helper, model, seed, answers, heard, root } = deps;
  const asItWas = stated === undefined ? deps.snapshot : without(stated, deps.snapshot);
  return async (candidate, budget, signal) => {
    const none = { calls: 0, tests: undefined };
    const snapshot = { ...asItWas, file: sourceFile(asItWas.file.path, candidate.text) };
    const around = surroundingsOf(snapshot, go);
    if (!around.ok) return none;
    const court = { snapshot, deps: go, opinion: undefined };
    const versions = await versionsOf(court, helper, true, seed, signal);
    if (!versions.ok || signal.aborted) return none;
    const desk: Desk = {
      request: { budget, seed, answers },
      around: around.value,
      snapshot,
      deps: go,
      helper,
      versions: versions.value,
      context: contextOf(go.parser, { snapshot: asItWas, seeTests: false }),
      heard,
      emit: () => {},
      signal,
    };
    const gathered = await gather(desk, model);
    if (!gathered.ok) return none;
    const { calls, tried } = gathered.value;
    const chosen = chooseCases(tried);
    const suite = chosen.some((t) => t.case.origin === "model") && (await suiteOf(desk, chosen, true));
    if (!suite) return { calls, tests: undefined };
    const { verdicts, bite } = await judgeTests(suite.proposed, versions.value, court, helper, signal);
    const good = verdicts.every((v) => v.status === "passed" || v.status === "skipped");
    if (!good || bite === undefined) return { calls, tests: undefined };
    const edit = { files: [suite.inserted.edit] };
    const originals = new Map(asItWas.package.testFiles.map((f) => [f.path, f.text]));
    const cases = chosen.map((t) => shown(desk, t.case));
    const { killed, total } = bite;
    return {
      calls,
      tests: { edit, diff: unifiedDiff(edit, originals, root), cases, killed, mutants: total },
    };
  };
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
