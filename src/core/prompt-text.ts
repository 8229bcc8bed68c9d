import type { TargetDecl } from "./context";

/** A fence longer than any run of backticks inside, so that the text cannot end it. */
export function fenced(text: string, language = "go"): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** Special tokens of chat templates and of fill-in-the-middle: from the workspace they are letters, never commands. */
export function inert(text: string): string {
  return text.replace(/<\|(?=[\w ]{1,40}\|>)/g, "<\u200B|").replace(/<(?=\/?(?:PRE|SUF|MID|EOT|s)>)/g, "<\u200B");
}

/** A declaration without its body, its comment above. */
export function heading(decl: TargetDecl): string {
  return decl.doc === "" ? decl.signature : `${decl.doc}\n${decl.signature}`;
}

/** A stub as the model is shown it. */
export function stubText(decl: TargetDecl): string {
  return `${heading(decl)} ${decl.body ?? "{\n\t// write this\n}"}`;
}

/** Cases as lines of a doc comment, below what it says already. */
export function withCases(decl: TargetDecl, cases: readonly string[]): string {
  const own = cases.filter((c) => c.includes(`${decl.ident}(`) || c.includes(`${decl.ident}[`));
  const known = decl.doc;
  const lines = own.filter((c) => !known.includes(c)).map((c) => `// ${c}`);
  if (lines.length === 0) return heading(decl);
  const doc = decl.doc === "" ? `// ${decl.ident}` : `${decl.doc}\n//`;
  return `${doc}\n${lines.join("\n")}\n${decl.signature}`;
}
