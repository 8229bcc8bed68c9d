import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { applyChanges, type Edit } from "./edit";

/**
 * An Edit as a unified diff that `git apply` and `patch -p1` read: three lines of context, `a/` and `b/` before paths
 * relative to `root`, line endings kept. Empty where nothing changes.
 * @param originals the text of each file of the edit that exists, by absolute path
 * @throws where an original is missing: a bug of the caller's
 */
export function unifiedDiff(edit: Edit, originals: ReadonlyMap<string, string>, root: string): string {
  return edit.files
    .map(({ file, hash, changes }) => {
      const before = hash === undefined ? "" : originals.get(file);
      if (before === undefined) throw new Error(`no original text of ${file}`);
      const after = applyChanges(before, changes);
      if (after === before) return "";
      const path = relative(root, file);
      const from = hash === undefined ? "/dev/null" : `a/${path}`;
      return createTwoFilesPatch(from, `b/${path}`, before, after, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      });
    })
    .join("");
}

/** Two unified diffs as one; what both say of a file is as the second one has it. */
export function joinedDiff(diff: string, over: string): string {
  const parts = (text: string): readonly string[] => text.split(/(?<![^\n])(?=--- [^\n]*\n\+\+\+ )/);
  const named = (part: string): string | undefined => /^\+\+\+ .*$/m.exec(part)?.[0];
  const anew = new Set(parts(over).map(named));
  return (
    parts(diff)
      .filter((part) => !anew.has(named(part)))
      .join("") + over
  );
}

function relative(root: string, file: string): string {
  const slashes = (path: string) => path.replace(/\\/g, "/");
  const base = slashes(root).replace(/(?<!\/)\/*$/, "/");
  const path = slashes(file);
  return path.startsWith(base) ? path.slice(base.length) : path.replace(/^(?:[A-Za-z]:)?\//, "");
}
