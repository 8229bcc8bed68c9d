/** A Go source file as text. The text keeps its BOM and its line endings. */
export interface SourceFile {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
  /** sha256 of the text's UTF-8 bytes, hexadecimal. */
  readonly hash: string;
}

/** Replaces `[start, end)`, offsets in UTF-16 code units of the original text. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface FileEdit {
  /** Absolute path. */
  readonly file: string;
  /** Hash of the text that the changes apply to; undefined for a file that is new. */
  readonly hash: string | undefined;
  /** Ordered by start, never overlapping. */
  readonly changes: readonly TextChange[];
}

export interface Edit {
  readonly files: readonly FileEdit[];
}

/** Two edits as one; a file that both change is as the second one has it. */
export const joined = ({ files }: Edit, over: Edit): Edit => ({
  files: [...files.filter((f) => !over.files.some((o) => o.file === f.file)), ...over.files],
});

/** Throws when changes are out of order or out of the text: that is a bug of ours, never the model's. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let out = "";
  let at = 0;
  for (const change of changes) {
    if (change.start < at || change.end < change.start || change.end > text.length) {
      throw new RangeError(
        `text change [${change.start}, ${change.end}) does not fit at ${at} of ${text.length}`,
      );
    }
    out += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return out + text.slice(at);
}

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
