import { fail, ok, type Problem, type Result } from "../../core/result";
import { functionNamed } from "../../core/syntax/decls";
import { indexFile } from "../../core/syntax/index-file";
import { shapeOf } from "../../core/testgen/case";
import { styleOf } from "../../core/testgen/style";
import { declaredNames, type TestSubject } from "../../core/testgen/suite";
import type { GoDeps, GoSnapshot } from "../../go/snapshot/snapshot";

/** The function, its package and its tests' style; a Problem where no table of cases could be written for it. */
export function subjectOf(snapshot: GoSnapshot, { parser }: Pick<GoDeps, "parser">): Result<TestSubject> {
  const file = indexFile(parser, snapshot.file.text);
  const [name = ""] = snapshot.target.names;
  const decl = functionNamed(file, name);
  const shape = decl && shapeOf(decl);
  if (decl === undefined || shape === undefined)
    return fail(
      input(`${name} returns nothing that a table of cases could compare, or takes what it could not hold.`),
    );
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

const input = (message: string): Problem => ({ kind: "input", message, next: "Write its tests by hand." });
