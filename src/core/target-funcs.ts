import { indexFile } from "./syntax/index-file";
import type { FuncDecl, GoParser } from "./syntax/tree";

/** The functions and methods of these names as a text has them. */
export const targetFuncs = (parser: GoParser, text: string, names: readonly string[]): readonly FuncDecl[] =>
  indexFile(parser, text).decls.filter((d): d is FuncDecl => d.kind === "func" && names.includes(d.name));
