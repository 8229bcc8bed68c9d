import { structuredPatch } from "diff";
import type { TextChange } from "../../src/core/edit/edit";
import type { AttemptView } from "../../src/core/events/view";

type Proposed = NonNullable<AttemptView["candidate"]>;

/** The whole lines that a candidate changes in its file, with the number of the first. */
export interface Block {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** What a candidate proposes, as the file would show it. */
export function proposedBlocks({ edit, text }: Proposed): readonly Block[] {
  return placed(edit.files[0]?.changes ?? [])
    .filter(({ from, to }) => text.slice(from, to).trim() !== "")
    .map(({ from, to }) => {
      const lead = text.slice(from, to).match(/^\s*\n/)?.[0].length ?? 0;
      const start = text.lastIndexOf("\n", from + lead - 1) + 1;
      const end = text.indexOf("\n", to);
      const block = text.slice(start, end === -1 ? text.length : end);
      return { line: text.slice(0, start).split("\n").length, text: block.trimEnd() };
    });
}

/** Where each change's text stands once all are applied. */
function placed(changes: readonly TextChange[]): readonly { readonly from: number; readonly to: number }[] {
  let shift = 0;
  return changes.map(({ start, end, text }) => {
    const from = start + shift;
    shift += text.length - (end - start);
    return { from, to: from + text.length };
  });
}

export interface DiffLine {
  readonly kind: "same" | "added" | "removed" | "gap";
  readonly text: string;
}

/** The change from one candidate's file to the next one's, with three lines around it. */
export function changesSince(before: Proposed, after: Proposed): readonly DiffLine[] {
  const { hunks } = structuredPatch("", "", before.text, after.text, undefined, undefined, { context: 3 });
  return hunks.flatMap((hunk, index) => [
    ...(index === 0 ? [] : [{ kind: "gap", text: "" } as const]),
    ...hunk.lines.filter((line) => !line.startsWith("\\")).map(diffLine),
  ]);
}

const diffLine = (line: string): DiffLine => ({
  kind: line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "same",
  text: line.slice(1),
});

/** The attempt to compare with: the one it repairs, else the last one before it that held a candidate. */
export function predecessor(attempts: readonly AttemptView[], attempt: AttemptView): AttemptView | undefined {
  const held = attempts.filter((a) => a.attempt < attempt.attempt && a.candidate !== undefined);
  return held.find((a) => a.attempt === attempt.parent) ?? held.at(-1);
}

/** The start of the answer that the model was given, which it goes on from. */
export function given({ prompt }: AttemptView): string {
  const last = prompt.kind === "chat" ? prompt.messages.at(-1) : undefined;
  return last?.role === "assistant" ? last.content.replace(/^```\w*\n/, "") : "";
}
