import { withoutComments } from "./masked";

/** Where the package clause begins: `package` in a licence above it does not. 0 where there is no clause. */
export function startOfClause(text: string): number {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  // A piece at a time: an expression for all of them would have to remember each.
  const piece = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
  for (piece.lastIndex = start; piece.test(text); ) start = piece.lastIndex;
  return /^package\b/.test(text.slice(start, start + 8)) ? start : 0;
}

/** What stands above the package clause, without block comments: what looks like a constraint in one of them is none. */
export const headOf = (text: string): string =>
  withoutComments(text.slice(0, startOfClause(text)), (comment) =>
    comment.startsWith("/*") ? " " : comment,
  );
