import { applyChanges, type Edit, type SourceFile } from "./edit/edit";

/** The one change that makes a text of another: what both begin and end with is left alone. */
export function editTo(file: SourceFile, text: string): Edit {
  const before = file.text;
  const most = Math.min(before.length, text.length);
  let head = 0;
  while (head < most && before[head] === text[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  const change = { start: head, end: before.length - tail, text: text.slice(head, text.length - tail) };
  return { files: [{ file: file.path, hash: file.hash, changes: before === text ? [] : [change] }] };
}

/** An edit that was made on a text that nobody has saved, as one on the file as it is. */
export function editOver(file: SourceFile, between: string, edit: Edit): Edit {
  const own = edit.files.find((f) => f.file === file.path);
  const rest = edit.files.filter((f) => f !== own);
  const made = editTo(file, applyChanges(between, own?.changes ?? []));
  return { files: [...made.files, ...rest] };
}
