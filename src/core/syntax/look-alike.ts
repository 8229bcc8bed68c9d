/**
 * Letters that look like one of ASCII in most typefaces, by script: what Unicode's confusables (UTS 39) list of them, as
 * far as it is written in an identifier of Go.
 */
const alike: readonly (readonly [letters: string, ascii: string])[] = [
  // Cyrillic.
  ["аАеЕоОрРсСхХуУкКмМнНтТВЗьѕЅіІјЈһԁԛԚԝԜԍԌѵѴүҮӏӀгпԏ", "aAeEoOpPcCxXyYkKmMHHtTB3bsSiIjJhdqQwWGGvVyYlIrnd"],
  // Greek capitals and the letters that differ in nothing.
  ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϹϳͿ", "ABEZHIKMNOPTYXocCjJ"],
  // Armenian, Lisu, Cherokee.
  ["օսհոցՕՍԼ", "ouhngOUL"],
  ["ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓤꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPdDTGKJCZFMNLSRRVHWXYAEIOU"],
  ["ᎠᎡᎢᎫᎬᎳᎷᎻᎽᏀᏃᏎᏒᏔᏙᏚᏞᏟᏢᏦᏧᏴ", "DRTJEWMHYGZ4RWVSLCPKdB"],
  // Latin beyond ASCII.
  ["ıɑɡɩʏᴀᴄᴏᴜᴠᴡᴢꜰꜱǀ", "iagiYACOUVWZFSl"],
];

const strong: ReadonlyMap<string, string> = new Map(
  alike.flatMap(([letters, ascii]) => [...letters].map((letter, i) => [letter, ascii[i] ?? letter] as const)),
);

/** Greek letters that mathematics writes beside Latin ones: only a whole name that looks like another is mistaken. */
const weak: ReadonlyMap<string, string> = new Map(
  [..."αγεηικνρστυχω"].map((letter, i) => [letter, "ayenikvpotuxw"[i] ?? letter] as const),
);

/** A name as it looks: of letters of ASCII wherever one looks like it. */
export const looksLike = (name: string): string =>
  [...name].map((letter) => strong.get(letter) ?? weak.get(letter) ?? letter.normalize("NFKC")).join("");

/** Whether a name looks like another one only by letters that mathematics uses. */
export const onlyWeak = (name: string): boolean => [...name].every((letter) => weak.has(letter));

/** Small letters of Cyrillic whose shape is a capital's or another one: a word is seen to be Cyrillic by them. */
const tellTale = new Set("кмнтвзьгпԏԍ");

/** Whether nothing in a name shows that it is not written in ASCII, and no mathematics explains its letters. */
export const allStrong = (name: string): boolean =>
  [...name].some((letter) => strong.has(letter)) &&
  [...name].every((letter) => (strong.has(letter) && !tellTale.has(letter)) || /^[0-9_]$/.test(letter));

/** The first letter of a name that is none of ASCII and looks like one beside which it stands; undefined where there is none. */
export const foreignLetterIn = (name: string): string | undefined =>
  /[A-Za-z]/.test(name)
    ? [...name].find((letter) => strong.has(letter) || /^[\x21-\x7e]+$/.test(foreign(letter)))
    : undefined;

const foreign = (letter: string): string => (letter < "\x80" ? "" : letter.normalize("NFKC"));
