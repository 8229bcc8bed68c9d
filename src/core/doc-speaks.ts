import type { GoParser } from "./syntax";
import { indexFile } from "./syntax-index";
import { slice } from "./syntax-lines";

/** What the doc comments of these functions say in sentences: indented lines are code, and left out. */
export const docProse = (parser: GoParser, text: string, names: readonly string[]): string =>
  indexFile(parser, text)
    .decls.flatMap((d) =>
      d.kind === "func" && names.includes(d.name) && d.doc !== undefined ? [slice(text, d.doc)] : [],
    )
    .join("\n")
    .split("\n")
    .filter((line) => !/^\/\/(?:\t| {2,})/.test(line))
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join(" ");

/** Whether the doc comment of one of these functions speaks of something. */
export const docSpeaks = (parser: GoParser, text: string, names: readonly string[], of: RegExp): boolean =>
  of.test(docProse(parser, text, names));
