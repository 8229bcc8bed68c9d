import type { FailingTest } from "../../core/faultloc/failing-test";
import { likely, type Suspect } from "../../core/faultloc/suspects";
import { problem } from "../../core/problem/codes";
import type { GoParser } from "../../core/syntax/tree";
import { type MissingFunction, stubMissing } from "../../go/faultloc/missing-functions";
import type { DiagnosedTest } from "./diagnose";

/** What the person is told of a test, or chooses from. */
export function failingTest(
  { loaded, diagnosis }: DiagnosedTest,
  test: string,
  parser: GoParser,
): FailingTest {
  switch (diagnosis.kind) {
    case "passes":
      return { kind: "passes" };
    case "environment":
      return { kind: "environment", problem: diagnosis.environment, failures: diagnosis.failures };
    case "missing": {
      const { failures, functions } = diagnosis;
      const file = stubMissing(parser, loaded, test, functions)?.file.path ?? "";
      const suspects = functions.map((f) => undeclared(f, file));
      return { kind: "functions", failures, suspects, together: true };
    }
    case "failing": {
      const { failures, suspects } = diagnosis;
      if (suspects.length > 0)
        return { kind: "functions", failures, suspects: likely(suspects), together: false };
      return { kind: "environment", problem: problem("test-at-fault", { test }), failures };
    }
  }
}

/** Its stub is not made yet, so there is no line to show. */
const undeclared = ({ name, signature }: MissingFunction, file: string): Suspect => ({
  name,
  file,
  line: 0,
  stub: true,
  score: 1,
  reasons: [`nothing declares it: ${signature}`],
});
