import { slice } from "../syntax/lines";
import type { GoParser } from "../syntax/tree";
import { targetFuncs } from "../target-funcs";

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
