import { betweenLiterals } from "../syntax/masked";

/** Text that Go spells otherwise, outside its literals and comments, and what it becomes. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " "],
  [/[\u200b-\u200d\u2060\ufeff]/g, ""],
  [/[\u2028\u2029\u0085]/g, "\n"],
  [/[\u201c\u201d\u201e\u201f]/g, '"'],
  [/[\u2018\u2019]/g, "'"],
];

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&apos;": "'",
  "&nbsp;": " ",
};
const entity = new RegExp(Object.keys(entities).join("|"));

/**
 * Go code as its model meant it: without the escapes of a web page, and without spaces, marks and quotes that only look
 * like those of Go. What stands in a literal or a comment stays, unless the whole code is escaped.
 */
export function cleanCode(code: string): string {
  let escaped = false;
  betweenLiterals(code, (text) => {
    escaped ||= entity.test(text);
    return "";
  });
  const whole = escaped ? code.replace(new RegExp(entity, "g"), (name) => entities[name] ?? name) : code;
  return betweenLiterals(whole, (text) =>
    spellings.reduce((clean, [odd, plain]) => clean.replace(odd, plain), text),
  );
}
