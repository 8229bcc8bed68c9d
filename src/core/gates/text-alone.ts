import { escaped, hiddenIn } from "../syntax/hidden";
import { allStrong, foreignLetterIn, looksLike, onlyWeak } from "../syntax/look-alike";
import { keywords, predeclared } from "../syntax/names";
import { type Fault, plainLine, tooLarge, writtenNames } from "../syntax/size";
import type { Finding } from "../verdict";
import { positionAt } from "./gate-input";

/**
 * What is wrong with a text before anything reads it as Go: it is larger than a candidate may be, or something hides in
 * it. What the original has itself is the person's own.
 * @param others texts of the package's other files
 */
export function textAlone(
  file: string,
  original: string,
  proposed: string,
  others: readonly string[],
): readonly Finding[] {
  const large = tooLarge(original, proposed);
  const faults = large === undefined ? hiding(original, proposed, others) : [large];
  return faults.map(({ at, message }) => ({
    gate: "shape",
    class: "shape",
    file,
    ...positionAt(proposed, at),
    message,
  }));
}

/** How many of them are shown: one says as much as a thousand. */
const shownFaults = 3;

function hiding(original: string, proposed: string, others: readonly string[]): readonly Fault[] {
  return [...hiddenCharacters(original, proposed), ...lookAlikes(original, proposed, others)]
    .sort((a, b) => a.at - b.at)
    .slice(0, shownFaults);
}

/** Those that the original does not hold as often, on lines that it does not have. */
function hiddenCharacters(original: string, proposed: string): readonly Fault[] {
  const left = new Map<string, number>();
  for (const { text } of hiddenIn(original)) left.set(text, (left.get(text) ?? 0) + 1);
  const known = new Set(original.split("\n").map(plainLine));
  // A line is looked at once, however much hides in it.
  let looked = { from: 0, to: -1, fresh: false };
  const fresh = (at: number): boolean => {
    if (at >= looked.from && at <= looked.to) return looked.fresh;
    const from = proposed.lastIndexOf("\n", at - 1) + 1;
    const end = proposed.indexOf("\n", at);
    const to = end < 0 ? proposed.length : end;
    looked = { from, to, fresh: !known.has(plainLine(proposed.slice(from, to))) };
    return looked.fresh;
  };
  const found = hiddenIn(proposed);
  const over = new Map<string, number>();
  for (const { text } of found) over.set(text, (over.get(text) ?? 0) + 1);
  return found
    .filter(({ text }) => (over.get(text) ?? 0) > (left.get(text) ?? 0))
    .filter(({ index }) => fresh(index))
    .map(({ index, spelling }) => ({
      at: index,
      message: `the character ${spelling} cannot be seen or changes the order of the text: leave it out, or write it as an escape in a string`,
    }));
}

/** New names that look like others. */
function lookAlikes(original: string, proposed: string, others: readonly string[]): readonly Fault[] {
  if (!/[^\x00-\x7f]/.test(proposed)) return [];
  const own = new Set(writtenNames(original).map(({ name }) => name));
  const used = writtenNames(proposed);
  const odd = used.filter(({ name }) => /[^\x00-\x7f]/.test(name) && !own.has(name));
  if (odd.length === 0) return [];
  const known = new Set([
    ...[proposed, original, ...others].flatMap(writtenNames).map(({ name }) => name),
    ...predeclared,
    ...keywords,
  ]);
  // Who names things in another script writes names of its letters alone; elsewhere nobody would tell them from ASCII.
  const inScript = [original, ...others].flatMap(writtenNames).some(({ name }) => /[^\x00-\x7f]/.test(name));
  const seen = new Set<string>();
  return odd.flatMap(({ name, index }): readonly Fault[] => {
    if (seen.has(name)) return [];
    seen.add(name);
    const like = looksLike(name);
    const letter = foreignLetterIn(name);
    const mistaken = like !== name && known.has(like) && (!onlyWeak(name) || [...name].length > 1);
    const what = mistaken
      ? `the name ${spelt(name)} looks like ${like} and is another one`
      : letter !== undefined && /^[\x21-\x7e]+$/.test(like)
        ? `the name ${spelt(name)} mixes letters of two scripts so that it looks like ${like}`
        : !inScript && allStrong(name)
          ? `the name ${spelt(name)} looks like ${like}`
          : undefined;
    return what === undefined ? [] : [{ at: index, message: `${what}: write it with letters of ASCII` }];
  });
}

/** A name with the letters that are not of ASCII written out. */
const spelt = (name: string): string => name.replace(/[^\x00-\x7f]/gu, escaped);
