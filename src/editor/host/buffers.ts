import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { TestPlace } from "../../core/faultloc/failing-test";

/** Every unsaved buffer, by absolute path. */
export const unsaved = (): ReadonlyMap<string, string> =>
  new Map(
    vscode.workspace.textDocuments
      .filter((document) => document.uri.scheme === "file" && document.isDirty)
      .map((document) => [document.uri.fsPath, document.getText()]),
  );

/**
 * Texts that stand for what is on the disk: every unsaved buffer, and the file itself as the editor shows it (without
 * its byte order mark, with one kind of line ending), so that an edit of it fits the document.
 */
export async function buffersFor(file: string): Promise<ReadonlyMap<string, string>> {
  const target = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  return new Map(unsaved()).set(file, target.getText());
}

/** Files beside the target that decide how a candidate is judged. */
const decides = /\.go$|^go\.(?:mod|sum|work)$/;

/**
 * The hashes of the package's files as they are now, unsaved buffers included, by absolute path; with those of the
 * package whose failing test is to pass.
 */
export async function packageState({
  file,
  test,
}: {
  readonly file: string;
  readonly test?: TestPlace | undefined;
}): Promise<Readonly<Record<string, string>>> {
  const folders = [...new Set([dirname(file), test?.dir ?? dirname(file)])];
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.file(folder));
      return entries.map(([name]) => join(folder, name));
    }),
  );
  const paths = listed.flat().filter((path) => decides.test(basename(path)));
  const hashed = await Promise.all(paths.map(async (path) => [path, hashOf(await textOf(path))] as const));
  return Object.fromEntries(hashed);
}

async function textOf(path: string): Promise<string> {
  const open = vscode.workspace.textDocuments.find((d) => d.uri.scheme === "file" && d.uri.fsPath === path);
  if (open?.isDirty) return open.getText();
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.file(path));
  return new TextDecoder().decode(bytes);
}

export const hashOf = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
