import { indexFile } from "../syntax/index-file";
import { slice } from "../syntax/lines";
import type { FuncDecl, GoParser } from "../syntax/tree";

/** The functions and methods of these names as a text has them. */
export const targetFuncs = (parser: GoParser, text: string, names: readonly string[]): readonly FuncDecl[] =>
  indexFile(parser, text).decls.filter((d): d is FuncDecl => d.kind === "func" && names.includes(d.name));

/** What the doc comments of these functions say in sentences: indented lines are code, and left out. */
export const docProse = (parser: GoParser, text: string, names: readonly string[]): string =>
  targetFuncs(parser, text, names)
    .flatMap(({ doc }) => (doc === undefined ? [] : [slice(text, doc)]))
    .join("\n")
    .split("\n")
    .filter((line) => !/^\/\/(?:\t| {2,})/.test(line))
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join(" ");

/** Whether the doc comment of one of these functions speaks of something. */
export const docSpeaks = (parser: GoParser, text: string, names: readonly string[], of: RegExp): boolean =>
  of.test(docProse(parser, text, names));
