import { dirname } from "node:path";
import * as vscode from "vscode";
import type { TestPlace } from "../../core/faultloc/failing-test";
import type { FunctionSpot } from "../../core/stub/function-index";
import { isGo, type StubIndex } from "../stubs/stub-index";

/** Tests of one package; all of it where none is named. */
export interface TestsTarget {
  readonly dir: string;
  readonly names: readonly string[];
}

/** What a command is to work on: the test at the cursor, its file, its package. */
export type TestScope = "cursor" | "file" | "package";

const isTest = ({ name }: FunctionSpot): boolean => /^(?:Test|Example|Fuzz)(?!\p{Ll})/u.test(name);

/** Tests that the active editor stands for; else why there are none. */
export async function testsTargeted(stubs: StubIndex, scope: TestScope): Promise<TestsTarget | string> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isGo(editor.document)) return "Open a Go file first.";
  const { document } = editor;
  const dir = dirname(document.fileName);
  if (scope === "package") return { dir, names: [] };
  const here = scope === "cursor" ? await testAt(stubs, document, editor.selection.active) : undefined;
  if (here !== undefined) return { dir, names: [here.name] };
  if (!document.fileName.endsWith("_test.go")) return { dir, names: [] };
  const spots = await stubs.spots(document);
  const names = spots?.functions.filter(isTest).map((f) => f.name) ?? [];
  return names.length > 0 ? { dir, names } : "This file has no tests.";
}

/** The test around a position, and whether that is its heading. */
export async function testAt(
  stubs: StubIndex,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<(TestPlace & { readonly heading: boolean }) | undefined> {
  if (!isGo(document) || !document.fileName.endsWith("_test.go")) return undefined;
  const spots = await stubs.spots(document);
  const at = document.offsetAt(position);
  const here = spots?.functions.find((f) => isTest(f) && at >= f.start && at <= f.end);
  if (here === undefined) return undefined;
  const heading = document.positionAt(here.start).line === position.line;
  return { dir: dirname(document.fileName), name: here.name, heading };
}

/** An item of the Testing view, whoever made it: the test that it is, or lies below. */
export function testOfItem(item: Pick<vscode.TestItem, "uri" | "label" | "parent">): TestPlace | undefined {
  const { uri, label, parent } = item;
  const above = parent === undefined ? undefined : testOfItem(parent);
  if (above !== undefined) return above;
  if (uri?.scheme !== "file" || !uri.fsPath.endsWith("_test.go")) return undefined;
  return /^(?:Test|Example|Fuzz)[\p{L}\p{N}_]*$/u.test(label)
    ? { dir: dirname(uri.fsPath), name: label }
    : undefined;
}
