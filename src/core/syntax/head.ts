/** Where the package clause begins: `package` in a licence above it does not. 0 where there is no clause. */
export function startOfClause(text: string): number {
  const head = /^\uFEFF?(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0] ?? "";
  return /^package\b/.test(text.slice(head.length)) ? head.length : 0;
}

/** What stands above the package clause, without block comments: what looks like a constraint in one of them is none. */
export const headOf = (text: string): string =>
  text
    .slice(0, startOfClause(text))
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => (comment.startsWith("/*") ? " " : comment));
