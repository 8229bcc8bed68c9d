import type { Candidate } from "../candidate";
import type { SourceFile } from "../edit/edit";
import { problem } from "../problem/codes";
import { byHand } from "../problem/next";
import { fail, ok, type Result } from "../result";
import { functionNamed } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import type { GoFile, GoParser } from "../syntax/tree";
import { piecesOf, splice, withEnding } from "./splice";

/**
 * A proposal made from `base`, carried over to the file as it is by now. Refused where a declaration of the target is
 * no longer what it was: what a person wrote is not overwritten.
 * @param proposed the whole file as proposed
 */
export function rebase(
  parser: GoParser,
  base: string,
  now: SourceFile,
  names: readonly string[],
  proposed: string,
): Result<Candidate> {
  const before = indexFile(parser, base);
  const after = indexFile(parser, now.text);
  const touched = names.filter((name) => declared(before, name) !== declared(after, name));
  if (touched.length > 0) {
    const data = { names: touched, file: now.path };
    return fail(problem("target-changed", data, byHand("generate-again"), byHand("undo-change")));
  }
  // Imports that nothing uses any more are found in the file as it is now; others may be used there by now.
  const pieces = { ...piecesOf(parser, base, names, proposed), dropImports: [] };
  return ok(splice(parser, now, pieces, []));
}

/** The declaration with its doc comment, line endings left out of account. */
function declared(file: GoFile, name: string): string | undefined {
  const decl = functionNamed(file, name);
  if (decl === undefined) return undefined;
  return withEnding(file.text.slice(decl.doc?.start ?? decl.span.start, decl.span.end), "\n");
}
