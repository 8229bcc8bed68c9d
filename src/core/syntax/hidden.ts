/** A character that hides something, and how it is written where people see it. */
export interface HiddenCharacter {
  readonly index: number;
  readonly text: string;
  /** As an escape of Go: `\u202e`. */
  readonly spelling: string;
}

/**
 * What changes the order or the look of the text around it or is not seen at all: control characters other than tabs
 * and line ends, bidirectional controls, spaces without width, fillers, tags, variation selectors. Joiners and
 * selectors are part of how some letters and emoji are written.
 */
const hidden =
  /(?!\r\n)[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\u034f|\u17b4|\u17b5|[\u180b-\u180f]|[\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\ufe00-\ufe0f]|\ud834[\udd73-\udd7a]|\udb40[\udc00-\uddef]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The characters of a text that hide something, in order, those left out that belong to the writing around them. */
export const hiddenIn = (text: string): readonly HiddenCharacter[] => [...eachHidden(text)];

function* eachHidden(text: string): Generator<HiddenCharacter> {
  let flag = -1;
  for (const { 0: character, index } of text.matchAll(hidden)) {
    // A flag of a region is an emoji with tags behind it.
    const tag = character.startsWith("\udb40");
    if (tag && (flag === index || text.slice(index - 2, index) === "\ud83c\udff4")) {
      flag = index + 2;
      continue;
    }
    if (belongs(character, text, index)) continue;
    yield { index, text: character, spelling: escaped(character) };
  }
}

const emoji = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u20e3)$/u;
/** Scripts whose letters are joined or kept apart by joiners. */
const joined =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]\p{M}*$/u;

function belongs(character: string, text: string, index: number): boolean {
  if (!/^(?:\u200c|\u200d|[\u180b-\u180f\ufe00-\ufe0f])$/.test(character)) return false;
  const before = text.slice(Math.max(0, index - 8), index);
  if (character === "\u200d") return emoji.test(before) || joined.test(before);
  if (character === "\u200c") return joined.test(before);
  if (/^[\u180b-\u180f]$/.test(character)) return /\p{sc=Mong}$/u.test(before);
  return (
    /^[\ufe00-\ufe0f]$/.test(character) && /[\p{So}\p{Sm}\p{Po}\p{Emoji}\p{sc=Han}\p{sc=Mong}]$/u.test(before)
  );
}

/** As Go spells it. */
export const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
};

/** The text with what hides in it written out. */
export function shown(text: string): string {
  let out = "";
  let from = 0;
  for (const { index, text: character, spelling } of eachHidden(text)) {
    out += text.slice(from, index) + spelling;
    from = index + character.length;
  }
  return out + text.slice(from);
}
