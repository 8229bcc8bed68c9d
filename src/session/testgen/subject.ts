import { problem } from "../../core/problem/codes";
import { byHand } from "../../core/problem/next";
import { fail, ok, type Result } from "../../core/result";
import { findStubs } from "../../core/stub/find-stubs";
import { functionNamed } from "../../core/syntax/decls";
import { indexFile } from "../../core/syntax/index-file";
import { shapeOf } from "../../core/testgen/case";
import { styleOf } from "../../core/testgen/style";
import { declaredNames, type TestSubject } from "../../core/testgen/suite";
import type { GoDeps, GoSnapshot } from "../../go/snapshot/subject";

/** The function, its package and its tests' style; a Problem where no table of cases could be written for it. */
export function subjectOf(snapshot: GoSnapshot, { parser }: Pick<GoDeps, "parser">): Result<TestSubject> {
  const file = indexFile(parser, snapshot.file.text);
  const [name = ""] = snapshot.target.names;
  const decl = functionNamed(file, name);
  const shape = decl && shapeOf(decl);
  if (decl === undefined || shape === undefined)
    return fail(problem("not-table-testable", { name }, byHand("write-by-hand")));
  return ok({
    parser,
    snapshot,
    file,
    shape,
    style: styleOf(parser, snapshot, decl),
    std: snapshot.std,
    declared: declaredNames(parser, snapshot.package.files),
  });
}

/** Whether there is code that cases can be tried on; what a stub gives says nothing. */
export const isWritten = (
  { file, elsewhere, target }: GoSnapshot,
  { parser }: Pick<GoDeps, "parser">,
): boolean => !findStubs(parser, file.text, elsewhere).some((s) => s.name === target.names[0]);
