import { access } from "node:fs/promises";
import type { Subject } from "./subject";

/**
 * A file of the package that was there when the snapshot was made and is not any more: what go compiled since then is
 * another package. One that go was given in another text does not have to be there.
 */
export async function vanishedFile({ package: pkg, texts, file }: Subject): Promise<string | undefined> {
  const needed = [...pkg.files, ...pkg.testFiles]
    .map(({ path }) => path)
    .filter((path) => path !== file.path && !texts.has(path));
  const there = await Promise.all(
    needed.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return needed[there.indexOf(false)];
}
