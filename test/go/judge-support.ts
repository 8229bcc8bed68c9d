import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { applyChanges, type TextChange } from "../../src/core/edit/edit";
import { messageOf } from "../../src/core/problem/problem-text";
import { indexFile } from "../../src/core/syntax/index-file";
import type { GoParser } from "../../src/core/syntax/tree";
import type { GoDeps } from "../../src/go/snapshot/subject";
import { findGo } from "../../src/go/toolchain/find-go";
import { loadGoParser } from "../../src/go/toolchain/parser";
import { sandboxHere } from "../support/sandbox";

export const modules = join(__dirname, "../fixtures/modules");

export const never = new AbortController().signal;

/** The real toolchain of the machine, looked for once. */
export async function realDeps(): Promise<GoDeps> {
  const toolchain = await findGo({ env: process.env }, never);
  if (!toolchain.ok) throw new Error(messageOf(toolchain.error));
  const [parser, sandbox] = await Promise.all([loadGoParser(), sandboxHere()]);
  return { toolchain: toolchain.value, env: process.env, parser, sandbox };
}

export interface Rewrite {
  /** New bodies without their braces, by name; lines as gofmt indents them. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly imports?: readonly string[];
  /** Declarations put at the end of the file. */
  readonly helpers?: string;
}

/** A version of a file as an adapter would splice it. */
export function rewritten(
  parser: GoParser,
  path: string,
  { bodies, imports = [], helpers }: Rewrite,
): string {
  const text = readFileSync(path, "utf8");
  const file = indexFile(parser, text);
  const clause = file.package?.span.end ?? 0;
  const added = imports.map((i) => `\n\nimport "${i}"`).join("");
  const changes: TextChange[] = [{ start: clause, end: clause, text: added }];
  for (const decl of file.decls) {
    const body = decl.kind === "func" ? bodies[decl.name] : undefined;
    if (decl.kind !== "func" || body === undefined) continue;
    const written = `{\n${body.replace(/^\n|\n$/g, "")}\n}`;
    changes.push(
      decl.body === undefined
        ? { start: decl.signature.end, end: decl.signature.end, text: ` ${written}` }
        : { ...decl.body, text: written },
    );
  }
  return applyChanges(text, changes) + (helpers === undefined ? "" : `\n${helpers.trim()}\n`);
}

/** What a command says to go, whatever starts it under limits: its arguments behind the program; none of other commands. */
export function argsOfGo(spawnargs: readonly string[]): readonly string[] {
  const at = spawnargs.findIndex((arg) => basename(arg) === "go");
  return at < 0 ? [] : spawnargs.slice(at + 1);
}
