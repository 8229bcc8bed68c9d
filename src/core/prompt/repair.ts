import { fail, ok, type Result } from "../result";
import { importNames } from "../syntax/import-names";
import { indexFile } from "../syntax/index-file";
import { lineAt, slice } from "../syntax/lines";
import type { FuncDecl, GoFile, GoParser } from "../syntax/tree";
import { usesIn } from "../syntax/uses";
import type { Finding } from "../verdict";
import type { TargetContext, TargetDecl } from "./context";
import { closest, explain } from "./explain-failure";
import { type BuiltPrompt, codeTurn, tooLong } from "./prompt";
import { inert } from "./text";
import { estimatePrompt, type TokenState } from "./tokens";

export interface RepairInput {
  readonly context: TargetContext;
  /** One line of Go for each exported symbol of a package, by its import path: `func Fields(s string) []string`. */
  readonly symbols?: ((path: string) => readonly string[]) | undefined;
  /** The signature of one exported function of a package. */
  readonly std?: ((path: string, name: string) => string | undefined) | undefined;
  /** The model goes on with raw text: then a helper that is called and was never written is asked for by its name. */
  readonly complete?: boolean;
  readonly contextTokens: number;
  readonly answerTokens: number;
  readonly tokens: TokenState;
}

/**
 * Asks for a corrected version of the declaration that a finding is about, the answer's signature put into the
 * model's mouth. Shown are the declaration, one comment that says what is wrong, and what its class needs: the real
 * symbols of a package, the callee's signature, one case, the suspected loop. Dropped first are these facts, then
 * the declarations around.
 */
export function buildRepair(
  parser: GoParser,
  candidateText: string,
  finding: Finding,
  input: RepairInput,
): Result<BuiltPrompt> {
  const file = indexFile(parser, candidateText.replaceAll("\r\n", "\n"));
  const found = faulty(file, finding, input.context);
  if (found === undefined) throw new Error("a candidate without its target cannot be repaired");
  const { decl, target } = found;
  const helper = input.complete === true ? missingHelper(file, decl, finding) : undefined;
  if (helper !== undefined) return askHelper(file, decl, helper, input);
  const code = explain(parser, file, decl, finding);
  const facts = factsFor(parser, file, decl, finding, input);
  const room = input.contextTokens - input.answerTokens;
  const dropped: string[] = [];
  const pieces = input.context.pieces.filter((p) => p.kind !== "project" && p.kind !== "std");
  const opening = `${slice(file.text, decl.signature)} {\n`;
  const around: readonly Fact[] = [...pieces, ...facts];
  for (let left = around.length; left >= 0; left--) {
    const doc = target.doc === "" || decl.doc !== undefined ? [] : [target.doc];
    const parts = [
      `package ${input.context.packageName}`,
      ...around.slice(0, left).map((a) => a.text),
      ...doc,
      code,
    ];
    const prompt = codeTurn(
      parts,
      [`Fix the bug in \`${decl.name}\`. Write its complete corrected code. Answer with one go code block.`],
      opening,
    );
    const estimate = estimatePrompt(prompt, input.tokens);
    if (estimate <= room)
      return ok({ prompt, stop: ["\n```"], answerPrefix: opening, answerSuffix: "", dropped, estimate });
    dropped.push(around[left - 1]?.title ?? "");
  }
  return fail(tooLong(decl.name, input));
}

/** The function that the declaration calls and nobody wrote, where that is what the finding says. */
function missingHelper(file: GoFile, decl: FuncDecl, finding: Finding): string | undefined {
  const name = /^undefined: (\p{Ll}[\p{L}\p{N}_]*)$/u.exec(finding.message)?.[1];
  const called = name !== undefined && slice(file.text, decl.span).includes(`${name}(`);
  return called && finding.class === "undefined" ? name : undefined;
}

/** The declaration as it stands, and after it the beginning of the helper: the rest is the model's. */
function askHelper(
  file: GoFile,
  decl: FuncDecl,
  helper: string,
  { context, contextTokens, answerTokens, tokens }: RepairInput,
): Result<BuiltPrompt> {
  const answerPrefix = `${slice(file.text, decl.span)}\n\nfunc ${helper}(`;
  const around = context.pieces.filter((p) => p.kind === "type" || p.kind === "value").map((p) => p.text);
  const head = [`package ${context.packageName}`, ...around];
  const text = inert([...head, answerPrefix].join("\n\n"));
  const prompt = { kind: "complete", text } as const;
  const estimate = estimatePrompt(prompt, tokens);
  if (estimate > contextTokens - answerTokens)
    return fail(tooLong(decl.name, { contextTokens, answerTokens }));
  return ok({
    prompt,
    stop: ["\npackage ", "\nfunc main"],
    answerPrefix,
    answerSuffix: "",
    dropped: [],
    estimate,
  });
}

/** The declaration that holds the finding's line; else the target's that the message names; else its first. */
function faulty(
  file: GoFile,
  finding: Finding,
  context: TargetContext,
): { decl: FuncDecl; target: TargetDecl } | undefined {
  const all = context.decls.flatMap((target) => {
    const decl = file.decls.find((d): d is FuncDecl => d.kind === "func" && d.name === target.name);
    return decl === undefined ? [] : [{ decl, target }];
  });
  const holds = ({ decl }: { decl: FuncDecl }): boolean =>
    !finding.file.endsWith("_test.go") &&
    lineAt(file.text, decl.span.start) <= finding.line &&
    finding.line <= lineAt(file.text, decl.span.end);
  const named = ({ decl }: { decl: FuncDecl }): boolean =>
    new RegExp(`\\b${decl.ident}\\b`).test(finding.message);
  return all.find(holds) ?? all.find(named) ?? all[0];
}

interface Fact {
  readonly title: string;
  readonly text: string;
}

function factsFor(
  parser: GoParser,
  file: GoFile,
  decl: FuncDecl,
  finding: Finding,
  input: RepairInput,
): readonly Fact[] {
  const pathOf = (pkg: string): string => file.imports.find((i) => importNames(i).includes(pkg))?.path ?? pkg;
  if (finding.class === "undefined") {
    const qualified = /undefined: ([\p{L}_][\p{L}\p{N}_]*)\.([\p{L}_][\p{L}\p{N}_]*)/u.exec(finding.message);
    if (qualified === null) return [];
    const [, pkg = "", name = ""] = qualified;
    const real = closest(name, input.symbols?.(pathOf(pkg)) ?? []);
    const text = `// Package ${pkg} has no ${name}. It has:\n${real.map((s) => `// ${s}`).join("\n")}`;
    return real.length === 0 ? [] : [{ title: `symbols of ${pkg}`, text }];
  }
  if (finding.class !== "type") return [];
  const calls = usesIn(parser, file.text, decl.span).calls.filter(
    (c) => lineAt(file.text, c.span.start) === finding.line,
  );
  return calls.flatMap((call) => {
    const [pkg, name] = call.callee.split(".");
    const signature = pkg === undefined || name === undefined ? undefined : input.std?.(pathOf(pkg), name);
    return signature === undefined ? [] : [{ title: call.callee, text: `// ${call.callee}: ${signature}` }];
  });
}
