import assert from "node:assert/strict";
import { functionNamed } from "../../../../src/core/syntax/decls";
import { indexFile } from "../../../../src/core/syntax/index-file";
import type { GoParser } from "../../../../src/core/syntax/tree";
import { type CaseShape, shapeOf } from "../../../../src/core/testgen/case";

/** A file that declares one function, and what its tests look like. */
export function shapeFor(
  parser: GoParser,
  source: string,
  name: string,
): { readonly file: ReturnType<typeof indexFile>; readonly shape: CaseShape } {
  const file = indexFile(parser, `package m\n\n${source}\n`);
  const decl = functionNamed(file, name);
  const shape = decl && shapeOf(decl);
  assert.ok(shape, `${name} has no shape`);
  return { file, shape };
}
