import { judgeTests, type TestsJudged } from "../../go/mutation/test-gates";
import { judgeContext } from "../../go/snapshot/context";
import type { CaseContext } from "./gather-cases";
import type { KeptCases } from "./keep-cases";
import { type Suite, suiteOf } from "./suite";

export interface JudgedSuite extends TestsJudged {
  readonly inserted: Suite["inserted"];
}

const nothing: TestsJudged = { verdicts: [], score: undefined };

/** The test function of the cases, and what its gates say; undefined where they name what its file cannot see. */
export async function judgeSuite(
  ctx: CaseContext,
  { chosen, red }: KeptCases,
): Promise<JudgedSuite | undefined> {
  const unconfirmed = ctx.versions.code === undefined;
  const suite = chosen.length === 0 ? undefined : await suiteOf(ctx, chosen, unconfirmed);
  if (suite === undefined && chosen.length > 0) return undefined;
  const judging = judgeContext(ctx.snapshot, ctx.deps);
  const judged =
    suite === undefined
      ? nothing
      : await judgeTests(suite.proposed, ctx.versions, judging, ctx.helper, ctx.signal);
  ctx.signal.throwIfAborted();
  for (const verdict of judged.verdicts) ctx.emit({ type: "verdict", verdict });
  // What is red by the person's own word has no gate to pass: it says what the code does not do yet.
  const whole = red.length === 0 ? suite : await suiteOf(ctx, [...chosen, ...red], unconfirmed);
  return whole && { ...judged, inserted: whole.inserted };
}
