import { fail, ok, type Result } from "../../core/result";

/** One flag of a go command, however it was written: `-tags=a`, `--tags a`. */
export interface Flag {
  /** Without dashes, and without the `test.` that go test also takes: `run`. */
  readonly name: string;
  /** Undefined for a bare flag: `-race`. */
  readonly value: string | undefined;
}

export const flagText = ({ name, value }: Flag): string =>
  value === undefined ? `-${name}` : `-${name}=${value}`;

/** Go's own rule: spaces separate, quotes around a whole word keep it together, nothing is escaped within them. */
export function splitWords(text: string): Result<readonly string[], string> {
  const words: string[] = [];
  for (let rest = text.trimStart(); rest !== ""; rest = rest.trimStart()) {
    const quote = rest[0] ?? "";
    const end = quote === "'" || quote === '"' ? rest.indexOf(quote, 1) : undefined;
    if (end === -1) return fail(`unterminated ${quote} string`);
    const word = end === undefined ? (/^\S+/.exec(rest)?.[0] ?? "") : rest.slice(1, end);
    words.push(word);
    rest = rest.slice(end === undefined ? word.length : end + 1);
  }
  return ok(words);
}

/** The other way round; undefined where a word holds both kinds of quotes, for which go has no notation. */
export function joinWords(words: readonly string[]): string | undefined {
  const written = words.map((word) => {
    if (!/[\s'"]/.test(word) && word !== "") return word;
    return word.includes("'") ? (word.includes('"') ? undefined : `"${word}"`) : `'${word}'`;
  });
  return written.includes(undefined) ? undefined : written.join(" ");
}

/** Flags whose value begins with a dash as a rule: on a command line the next argument, whatever it is. */
const ofArguments = new Set(["asmflags", "gccgoflags", "gcflags", "ldflags"]);

const flagForm = /^--?(?:test\.)?([^\s\-=][^\s=]*)(?:=([\s\S]*))?$/;

/** The flags of GOFLAGS. Each word is one, its value behind `=`; another word is an error, as it is to go. */
export function flagsIn(goflags: string): Result<readonly Flag[], string> {
  const words = splitWords(goflags);
  if (!words.ok) return words;
  const wrong = words.value.find((word) => !flagForm.test(word));
  return wrong === undefined ? ok(words.value.flatMap(readFlag)) : fail(`non-flag ${JSON.stringify(wrong)}`);
}

/** The flags of a list as a command line has them: a value may also be the next item, and an item hold several flags. */
export function flagsOfList(items: readonly string[]): Result<readonly Flag[], string> {
  const flags: Flag[] = [];
  for (const item of items) {
    const last = flags.at(-1);
    const words = splitWords(item);
    const open = last !== undefined && last.value === undefined ? last : undefined;
    if (open !== undefined && (!item.trimStart().startsWith("-") || ofArguments.has(open.name)))
      flags.splice(-1, 1, { ...open, value: item });
    else if (flagForm.test(item)) flags.push(...readFlag(item));
    else if (!words.ok) return words;
    else {
      const several = words.value.length > 1 ? flagsOfList(words.value) : flagsIn(item);
      if (!several.ok) return several;
      flags.push(...several.value);
    }
  }
  return ok(flags);
}

function readFlag(word: string): readonly Flag[] {
  const [, name, value] = flagForm.exec(word) ?? [];
  return name === undefined ? [] : [{ name, value }];
}

/** Whether a flag of yes and no is on; the last one counts. */
export function isOn(flags: readonly Flag[], name: string): boolean {
  const last = flags.findLast((flag) => flag.name === name);
  return last !== undefined && !/^(?:0|f|F|false|FALSE|False)$/.test(last.value ?? "");
}
