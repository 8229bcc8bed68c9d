import type { GoParser } from "./syntax";
import { indexFile } from "./syntax-index";
import { slice } from "./syntax-lines";

/** Whether the doc comment of one of these functions speaks of something. */
export const docSpeaks = (parser: GoParser, text: string, names: readonly string[], of: RegExp): boolean =>
  indexFile(parser, text).decls.some(
    (d) => d.kind === "func" && names.includes(d.name) && d.doc !== undefined && of.test(slice(text, d.doc)),
  );
