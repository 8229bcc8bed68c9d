import type { TargetDecl } from "./context";

export const systemText = "You are an expert Go programmer. You answer with Go code only.";

/** A fence longer than any run of backticks inside, so that the text cannot end it. */
export function fenced(text: string, language = "go"): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

const special =
  /<(?=\|[\w ]{1,40}\|>|｜|\/?(?:PRE|SUF|MID|EOT|s|fim_\w+|file_sep|repo_name|(?:start|end)_of_turn|bos|eos)>)|\[(?=\/?INST\])/g;

/** Special tokens of chat templates and of fill-in-the-middle: from the workspace they are letters, never commands. */
export const inert = (text: string): string => text.replace(special, "$&\u200B");

/** A declaration without its body, its comment above. */
export function heading(decl: TargetDecl): string {
  return decl.doc === "" ? decl.signature : `${decl.doc}\n${decl.signature}`;
}

/** A stub as the model is shown it. */
export function stubText(decl: TargetDecl): string {
  return `${heading(decl)} ${bodyOf(decl)}`;
}

/** The body that is to be repaired, or a place for one. */
export const bodyOf = (decl: TargetDecl): string => decl.body ?? "{\n\t// write this\n}";

/** The cases that call a declaration. */
export const casesFor = (decl: TargetDecl, cases: readonly string[]): readonly string[] =>
  cases.filter((c) => c.includes(`${decl.ident}(`) || c.includes(`${decl.ident}[`));

/** Cases as lines of a doc comment, below what it says already. */
export function withCases(decl: TargetDecl, cases: readonly string[]): string {
  const lines = casesFor(decl, cases)
    .filter((c) => !decl.doc.includes(c))
    .map((c) => `// ${c}`);
  if (lines.length === 0) return heading(decl);
  const doc = decl.doc === "" ? `// ${decl.ident}` : `${decl.doc}\n//`;
  return `${doc}\n${lines.join("\n")}\n${decl.signature}`;
}
