import { diffArrays } from "diff";
import type { TextChange } from "./edit";

/** What turns one text into the other, line by line and no more of a line than differs: cursors and folds stay. */
export function changesBetween(before: string, after: string): readonly TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  let pending: { start: number; end: number; text: string } | undefined;
  const flush = (): void => {
    if (pending !== undefined) changes.push(trimmed(before, pending));
    pending = undefined;
  };
  for (const part of diffArrays(linesOf(before), linesOf(after))) {
    const text = part.value.join("");
    if (part.added) {
      pending ??= { start: at, end: at, text: "" };
      pending.text += text;
    } else if (part.removed) {
      pending ??= { start: at, end: at, text: "" };
      pending.end += text.length;
      at += text.length;
    } else {
      flush();
      at += text.length;
    }
  }
  flush();
  return changes;
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Without what both begin and end with; a line break's two characters are not taken apart. */
function trimmed(before: string, { start, end, text }: TextChange): TextChange {
  const old = before.slice(start, end);
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head++;
  if (old[head - 1] === "\r") head--;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  if (old[old.length - tail] === "\n" && old[old.length - tail - 1] === "\r") tail--;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}
