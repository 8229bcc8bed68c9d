import { applyChanges, type TextChange } from "../../core/edit/edit";
import { findStubs, type StubInfo } from "../../core/stub/stub";
import type { GoParser } from "../../core/syntax/tree";

/** What a stub that is not the target's says on standard error when a test needs it. */
export const needed = (name: string): string => `stubwright:stub:${name}`;

/** Names of the stubs that a program's standard error says it needed. */
export function neededStubs(stderr: string): readonly string[] {
  return [...new Set([...stderr.matchAll(/stubwright:stub:([\p{L}\p{N}_.]+)/gu)].map((m) => m[1] ?? ""))];
}

/**
 * The text with its stubs, apart from the excepted ones, made to compile and to say when they are reached: a test
 * that needs another stub too cannot decide a candidate. Lines keep their numbers.
 */
export function standForStubs(
  parser: GoParser,
  text: string,
  except: ReadonlySet<string>,
  assembly: boolean,
): string {
  const changes = findStubs(parser, text, assembly)
    .filter((stub) => !except.has(stub.name))
    .map((stub) => change(text, stub));
  return applyChanges(
    text,
    changes.sort((a, b) => a.start - b.start),
  );
}

function change(text: string, { name, kind, decl }: StubInfo): TextChange {
  const say = `println("${needed(name)}")`;
  const stop = `panic("${needed(name)}")`;
  const { body } = decl;
  if (body === undefined)
    return { start: decl.signature.end, end: decl.signature.end, text: ` { ${say}; ${stop} }` };
  // A body that returns may be enough for a test: it stays, and only says that it was reached.
  const compiles = /\breturn\b/.test(
    text.slice(body.start, body.end).replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ""),
  );
  if (compiles || (kind === "todo" && decl.results.length === 0)) {
    return { start: body.start + 1, end: body.start + 1, text: ` ${say};` };
  }
  const lines = text.slice(body.start, body.end).split("\n").length - 1;
  return { start: body.start, end: body.end, text: `{ ${say}; ${stop}${"\n".repeat(lines)} }` };
}
