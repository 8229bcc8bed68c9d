import { limits } from "../limits";
import { masked } from "./masked";

/** What is wrong at an offset of a text. */
export interface Fault {
  readonly at: number;
  readonly message: string;
}

/** Why a text is more than Stubwright looks at; undefined where it is not. */
export function tooLarge(original: string, proposed: string): Fault | undefined {
  const most = limits.candidate;
  const known = new Set(original.split("\n").map(plainLine));
  const added = { text: 0, lines: 0, declarations: 0 };
  let at = 0;
  for (const line of proposed.split("\n")) {
    const start = at;
    at += line.length + 1;
    if (known.has(plainLine(line))) continue;
    added.text += line.length;
    added.lines++;
    if (/^(?:func|type|var|const)\b/.test(line)) added.declarations++;
    const fault =
      line.length > most.line
        ? `this line has ${line.length} characters`
        : added.text > most.text
          ? `it adds more than ${most.text} characters to the file`
          : added.lines > most.lines
            ? `it adds more than ${most.lines} lines to the file`
            : added.declarations > most.declarations
              ? `it adds more than ${most.declarations} declarations to the file`
              : undefined;
    if (fault !== undefined)
      return { at: start, message: `${fault}, more than Stubwright judges: write it shorter` };
  }
  return (
    tooDeep(original, proposed, depthOf, "brackets stand") ??
    tooDeep(original, proposed, prefixesOf, "types stand") ??
    longName(original, proposed)
  );
}

export const plainLine = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

interface Depth {
  readonly depth: number;
  readonly at: number;
}

function tooDeep(
  original: string,
  proposed: string,
  measure: (text: string) => Depth,
  what: string,
): Fault | undefined {
  const deepest = measure(proposed);
  if (deepest.depth <= limits.nesting || deepest.depth <= measure(original).depth) return undefined;
  const message = `${what} ${deepest.depth} deep in each other here, and Stubwright judges ${limits.nesting}: nest less`;
  return { at: deepest.at, message };
}

/** How deep brackets stand in each other, and where they are deepest. */
function depthOf(text: string): Depth {
  let depth = 0;
  let deepest = { depth: 0, at: 0 };
  for (const { 0: bracket, index } of masked(text).matchAll(/[()[\]{}]/g)) {
    if (!"([{".includes(bracket)) depth = Math.max(0, depth - 1);
    else if (++depth > deepest.depth) deepest = { depth, at: index };
  }
  return deepest;
}

/** How many parts of a type stand before one, and where they are most: `[][]map[string]*chan T` has five. */
function prefixesOf(text: string): Depth {
  let run = 0;
  let most = { depth: 0, at: 0 };
  for (const { 0: part, index } of masked(text).matchAll(/\*|<-|\b(?:chan|map)\b|\[[^[\]\n]*\]|[^\s[*<]/g)) {
    run = /^[*<[cm]/.test(part) && part !== "c" && part !== "m" ? run + 1 : 0;
    if (run > most.depth) most = { depth: run, at: index };
  }
  return most;
}

/** The names of a text, each place of it. What stands in place of a literal is none. */
export const writtenNames = (text: string): readonly { readonly name: string; readonly index: number }[] =>
  [...masked(text).matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)]
    .map(({ 0: name, index }) => ({ name, index }))
    .filter(({ name, index }) => text.startsWith(name, index));

function longName(original: string, proposed: string): Fault | undefined {
  const most = limits.candidate.name;
  const long = writtenNames(proposed).find(({ name }) => name.length > most && !original.includes(name));
  if (long === undefined) return undefined;
  const message = `this name has ${long.name.length} characters, and Stubwright judges ${most}: shorten it`;
  return { at: long.index, message };
}
