import { dirname } from "node:path";
import * as vscode from "vscode";
import type { FunctionSpot } from "../../core/stub/function-index";
import { closingOf } from "../../core/testcode/scan";

/** Names that the tests of a folder call, by syntax alone; asked again only when a moment has passed. */
export interface TestedNames {
  calledIn(file: string): Promise<ReadonlySet<string>>;
}

const freshMs = 2_000;

export function createTestedNames(): TestedNames {
  const known = new Map<string, { readonly at: number; readonly names: Promise<ReadonlySet<string>> }>();
  return {
    calledIn(file) {
      const folder = dirname(file);
      const old = known.get(folder);
      if (old !== undefined && Date.now() - old.at < freshMs) return old.names;
      const names = namesIn(vscode.Uri.file(folder));
      known.set(folder, { at: Date.now(), names });
      return names;
    },
  };
}

async function namesIn(folder: vscode.Uri): Promise<ReadonlySet<string>> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (list) => list,
    () => [],
  );
  const tests = entries.filter(([name]) => name.endsWith("_test.go"));
  const texts = await Promise.all(tests.map(([name]) => textOf(vscode.Uri.joinPath(folder, name))));
  return new Set(texts.flatMap((text) => [...text.matchAll(called)].map((m) => m[1] ?? "")));
}

const called = /(?<![\p{L}\p{N}_])([\p{L}_][\p{L}\p{N}_]*)(?:\[[^\]\n]{0,200}\])?\(/gu;

async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText();
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** A function that is written, returns something, and is called by no test. */
export function isUntested(spot: FunctionSpot, text: string, called: ReadonlySet<string>): boolean {
  const ident = spot.name.slice(spot.name.indexOf(".") + 1);
  if (spot.stub !== undefined || /^(?:main|init|_)$/.test(spot.name) || called.has(ident)) return false;
  return returnsSomething(text.slice(spot.start, spot.end), ident);
}

function returnsSomething(declaration: string, ident: string): boolean {
  const name = new RegExp(`[\\s)]${ident}\\s*[([]`, "u").exec(declaration);
  if (name === null) return false;
  let open = name.index + name[0].length - 1;
  if (declaration[open] === "[") open = declaration.indexOf("(", closingOf(declaration, open) ?? open);
  const close = closingOf(declaration, open);
  return close !== undefined && /^\s*[^\s{]/.test(declaration.slice(close + 1));
}
