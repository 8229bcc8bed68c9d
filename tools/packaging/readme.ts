/**
 * The README as a page of its own. vsce makes relative links absolute where package.json names a repository, and refuses
 * them where it does not. There is no public address yet, so paragraphs that begin with a picture are left out, and a
 * link to a file becomes its text. Once there is one, `repository` in package.json takes the place of this.
 */
export const withoutRelative = (markdown: string): string =>
  markdown
    .replace(/^!\[[^\]]*\]\((?!https:)(?:.+\n)+\n/gm, "")
    .replace(/\[([^\]]+)\]\((?!https:|#)[^)]+\)/g, "$1");
