import { typesIn } from "../syntax/members";
import type { FuncDecl } from "../syntax/tree";
import type { TextGateInput } from "./gate-input";

/**
 * Why a new method of a type that was there may not come with a candidate; undefined where it may. Unexported, it is
 * seen in this package only; and where embedding is at play it could be taken for another one of its name.
 */
export function refusedMethod(input: TextGateInput, { name, ident, receiver }: FuncDecl): string | undefined {
  const base = receiver?.base ?? "";
  if (/^\p{Lu}/u.test(ident)) return `a new exported method is outside the target: ${name}`;
  const { package: pkg, file } = input.snapshot;
  const others = pkg.files.filter((f) => f.path !== file.path).map((f) => f.text);
  const texts = [input.original.text, ...others];
  const types = texts.flatMap((text) => typesIn(input.parser, text));
  const type = types.find((t) => t.name === base);
  if (type === undefined)
    return `a new method of ${base} is outside the target: this package does not declare that type`;
  if (type.embedded.length === 0 && !types.some((t) => t.embedded.includes(base))) return undefined;
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${ident}(?![\\p{L}\\p{N}_])`, "u");
  const used = [...texts, ...pkg.testFiles.map((f) => f.text)].some((text) => word.test(text));
  return used
    ? `${name} could hide another ${ident}, since ${base} embeds or is embedded: write a function`
    : undefined;
}
