import { applyChanges, type TextChange } from "../../core/edit/edit";
import { indexFile } from "../../core/syntax/index-file";
import { watchEntry, watchTexts } from "../testrun/watch";
import { inStandardLibrary } from "../toolchain/standard-library";
import { type SubjectContext, textsWith } from "./context";

/**
 * The package as a candidate would have it, for its tests: with a watcher that tells a loop from a test that takes its
 * time. The candidate's functions count how often they are entered, on the line where their bodies begin.
 */
export async function watchedTexts(ctx: SubjectContext, text: string): Promise<ReadonlyMap<string, string>> {
  const { file, target, build, package: pkg } = ctx.snapshot;
  const texts = textsWith(ctx, text);
  if (inStandardLibrary(build)) return texts;
  const own = texts.get(file.path) ?? text;
  const changes = indexFile(ctx.deps.parser, own).decls.flatMap((d): TextChange[] => {
    if (d.kind !== "func" || d.body === undefined || !target.names.includes(d.name)) return [];
    return [{ start: d.body.start + 1, end: d.body.start + 1, text: ` ${watchEntry}` }];
  });
  const counted = changes.length === target.names.length;
  const { name, importPath, dir } = pkg;
  const watch = await watchTexts({ name, importPath, dir, targets: target.names, counted });
  return new Map([...texts, [file.path, applyChanges(own, changes)], ...watch]);
}
