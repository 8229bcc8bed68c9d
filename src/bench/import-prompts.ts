import { problem } from "../core/problem/codes";
import { fail, ok, type Result } from "../core/result";
import { indexFile } from "../core/syntax/index-file";
import type { FuncDecl, GoParser } from "../core/syntax/tree";
import { usesIn } from "../core/syntax/uses";
import type { Task } from "./task";

/** A line of a set made of prompts: {id, prompt, reference, metadata: {module, tests}}. */
export interface PromptLine {
  readonly id: string;
  readonly prompt: string;
  readonly reference: string;
  readonly metadata: { readonly module: string; readonly tests: string };
}

export const isPromptLine = (raw: unknown): raw is PromptLine => {
  if (typeof raw !== "object" || raw === null) return false;
  const { id, prompt, reference, metadata } = raw as Record<string, unknown>;
  if (typeof id !== "string" || typeof prompt !== "string" || typeof reference !== "string") return false;
  if (typeof metadata !== "object" || metadata === null) return false;
  const { module, tests } = metadata as Record<string, unknown>;
  return typeof module === "string" && typeof tests === "string";
};

/**
 * A task out of a prompt: the reference's bodies emptied make the stub, the prompt becomes the doc comment of the
 * first function, and the tests are visible. There are no hidden tests, so the visible ones score too.
 */
export function taskOfPrompt(parser: GoParser, line: PromptLine): Result<Task> {
  const { functions, text } = emptied(parser, line);
  if (functions.length === 0) {
    return fail(problem("no-function-in-reference", { id: line.id }));
  }
  const file = "target.go";
  return ok({
    open: {
      id: line.id,
      files: { "go.mod": `module ${line.metadata.module}\n\ngo 1.21\n`, [file]: text },
      target: { file, names: functions.map((f) => f.name) },
      visible: { "target_test.go": line.metadata.tests },
    },
    sealed: { hidden: undefined, reference: { [file]: line.reference } },
  });
}

function emptied(parser: GoParser, line: PromptLine): { functions: readonly FuncDecl[]; text: string } {
  const source = line.reference;
  const index = indexFile(parser, source);
  const functions = index.decls.filter((d): d is FuncDecl => d.kind === "func" && d.body !== undefined);
  let text = "";
  let at = 0;
  functions.forEach((f, i) => {
    const from = f.doc?.start ?? f.span.start;
    text += source.slice(at, from);
    const doc =
      i === 0 ? docOf(line.prompt) : f.doc === undefined ? "" : `${source.slice(f.doc.start, f.doc.end)}\n`;
    text += `${doc}${source.slice(f.signature.start, f.signature.end)} {\n\tpanic("not implemented")\n}`;
    at = f.span.end;
  });
  text += source.slice(at);
  return { functions, text: withoutUnusedImports(parser, text) };
}

/** "Write a Go function F(…) that …, in package p." as a comment that begins with the name, as Go's do. */
function docOf(prompt: string): string {
  const sentence = prompt
    .replace(/^Write a (generic )?Go (function|type) /, "")
    .replace(/,? in package \w+/, "")
    .trim();
  return `${sentence
    .split("\n")
    .map((l) => `// ${l}`.trimEnd())
    .join("\n")}\n`;
}

/** A person's stub imports only what its declarations use: what the bodies used would give the solution away. */
function withoutUnusedImports(parser: GoParser, text: string): string {
  const index = indexFile(parser, text);
  const operands = new Set(usesIn(parser, text).selectors.map((s) => s.operand));
  const used = index.imports.filter((i) => operands.has(i.alias ?? i.path.split("/").at(-1) ?? ""));
  const block =
    used.length === 0
      ? ""
      : `import (\n${used.map((i) => `\t${i.alias ? `${i.alias} ` : ""}"${i.path}"`).join("\n")}\n)`;
  const first = index.importDecls[0];
  if (first === undefined) return text;
  let out = text;
  for (const d of [...index.importDecls].reverse()) {
    out = out.slice(0, d.start) + (d === first ? block : "") + out.slice(d.end);
  }
  return out.replace(/\n{3,}/g, "\n\n");
}
