import type { Result } from "../result";
import type { Snapshot } from "../snapshot";
import { type OwnParts, ownParts } from "../syntax/decls";
import { indexFile } from "../syntax/index-file";
import { namesIn } from "../syntax/names";
import type { Names } from "../syntax/scope";
import type { GoFile, GoParser, Span } from "../syntax/tree";
import type { Finding, FindingClass, Gate } from "../verdict";

/** Where gofmt could not read a file. 1-based line and byte column. */
export interface FormatError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What the gates on text look at: pure data, made once for a candidate. */
export interface TextGateInput {
  readonly parser: GoParser;
  readonly snapshot: Pick<Snapshot, "target" | "file" | "package" | "module">;
  readonly original: GoFile;
  readonly proposed: GoFile;
  /** The proposed text's own parts: target, helpers, imports. */
  readonly own: OwnParts;
  /** Import paths of the standard library. */
  readonly std: ReadonlySet<string>;
  /** The proposed file by gofmt, or why gofmt could not read it; undefined where gofmt was not asked. */
  readonly formatted: Result<string, readonly FormatError[]> | undefined;
  /** The original by gofmt, where changes that are gofmt's alone are to be told from others. */
  readonly tidyOriginal?: string | undefined;
  /** Whether the direct requirements of go.mod may be imported although the package does not do so yet. */
  readonly allowRequires: boolean;
  /** Whether a .s file lies in the package's folder: declarations without a body may be written there. */
  readonly assembly: boolean;
}

export function textGateInput(
  parser: GoParser,
  snapshot: TextGateInput["snapshot"],
  proposed: string,
  options: Pick<TextGateInput, "std" | "formatted"> &
    Partial<Pick<TextGateInput, "allowRequires" | "assembly" | "tidyOriginal">>,
): TextGateInput {
  const original = indexFile(parser, snapshot.file.text);
  const index = indexFile(parser, proposed);
  const own = ownParts(original, index, snapshot.target.names);
  return {
    parser,
    snapshot,
    original,
    proposed: index,
    own,
    allowRequires: false,
    assembly: false,
    ...options,
  };
}

/** 1-based line and byte column of an offset, as the Go tools print them. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: new TextEncoder().encode(text.slice(start, offset)).length + 1 };
}

export function findingAt(
  input: TextGateInput,
  gate: Gate,
  kind: FindingClass,
  offset: number,
  message: string,
): Finding {
  const { line, column } = positionAt(input.proposed.text, offset);
  return { gate, class: kind, file: input.snapshot.target.file, line, column, message };
}

/** Marks a finding that only refuses drafts. */
export const forDrafts = (finding: Finding): Finding => ({ ...finding, policy: true });

/** The spans of the proposed text that are the candidate's: target declarations and helpers, doc comments included. */
export function ownSpans(input: TextGateInput): readonly Span[] {
  const targets = input.own.targets.flatMap(({ after }) => (after === undefined ? [] : [after.span]));
  return [...targets, ...input.own.helpers.map((h) => h.full)];
}

/** The scoping of the proposed file and of the original, each read once. */
export const proposedNames = (input: TextGateInput): Names => namesIn(input.parser, input.proposed.text);
