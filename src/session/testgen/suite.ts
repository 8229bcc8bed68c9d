import type { TestCase } from "../../core/testgen/case";
import type { TriedCase } from "../../core/testgen/select-cases";
import { testName } from "../../core/testgen/style";
import { suiteCode, suiteFile } from "../../core/testgen/suite";
import { gofmt } from "../../go/compile/gofmt";
import type { judgeTests } from "../../go/mutation/test-gates";
import type { CaseContext } from "./gather-cases";

/** A test function in its file, before its gates. */
export interface Suite {
  readonly proposed: Parameters<typeof judgeTests>[0];
  readonly inserted: ReturnType<typeof suiteFile>;
}

/**
 * A test function of these cases; undefined where they name what its file cannot see.
 * @param unconfirmed nothing has confirmed what the model expects, and the test says so
 */
export async function suiteOf(
  { subject, snapshot, signal }: Pick<CaseContext, "subject" | "snapshot" | "signal">,
  tried: readonly TriedCase[],
  unconfirmed: boolean,
): Promise<Suite | undefined> {
  const cases: readonly TestCase[] = tried.map((t) => t.case);
  const raw = suiteCode(subject, cases, unconfirmed);
  if (raw === undefined) return undefined;
  const head = "package p\n\n";
  const clean = await gofmt(snapshot.build.go, head + raw, snapshot.package.dir, signal);
  signal.throwIfAborted();
  const code = clean?.ok ? clean.value.slice(head.length) : raw;
  const { style } = subject;
  const inserted = suiteFile(subject, code);
  const names = [testName(subject.shape.decl, style.taken)];
  return {
    inserted,
    proposed: { path: style.file, text: inserted.text, before: style.text ?? "", code, names },
  };
}
