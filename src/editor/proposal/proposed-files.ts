import * as vscode from "vscode";

export const scheme = "stubwright-proposal";

/** The proposed side of a diff: files in memory that the person may edit. */
export interface ProposedFiles extends vscode.Disposable {
  /** Shows this text there; what the person made of an earlier one of the same base stays. */
  put(uri: vscode.Uri, text: string, base: string): void;
  /** What the person made of it, and the text that it was made for; undefined where they changed nothing. */
  edited(uri: vscode.Uri): { readonly text: string; readonly base: string } | undefined;
}

/** One for each file of each attempt of each run; its path is the file's, since people see that. */
export const proposedUri = (run: string, attempt: number, file: string): vscode.Uri =>
  vscode.Uri.from({ scheme, path: vscode.Uri.file(file).path, query: `${run}/${attempt}` });

interface Held {
  readonly proposed: string;
  readonly base: string;
  bytes: Uint8Array;
  mtime: number;
}

export function createProposedFiles(): ProposedFiles {
  const held = new Map<string, Held>();
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const files = fileSystem(held, changed.event);
  const registered = vscode.workspace.registerFileSystemProvider(scheme, files, { isCaseSensitive: true });
  return {
    put(uri, text, base) {
      const before = held.get(uri.toString());
      if (before?.proposed === text && before.base === base) return;
      const mtime = (before?.mtime ?? 0) + 1;
      held.set(uri.toString(), { proposed: text, base, bytes: new TextEncoder().encode(text), mtime });
      changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    },
    edited(uri) {
      const file = held.get(uri.toString());
      if (file === undefined) return undefined;
      const open = vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
      const text = open?.getText() ?? new TextDecoder().decode(file.bytes);
      return text === file.proposed ? undefined : { text, base: file.base };
    },
    dispose() {
      registered.dispose();
      changed.dispose();
    },
  };
}

/** Files that can be written, and neither made, moved nor deleted. */
function fileSystem(
  held: ReadonlyMap<string, Held>,
  onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>,
): vscode.FileSystemProvider {
  const at = (uri: vscode.Uri): Held => {
    const found = held.get(uri.toString());
    if (found === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  };
  const fixed = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  return {
    onDidChangeFile,
    watch: () => new vscode.Disposable(() => {}),
    stat: (uri) => {
      const { bytes, mtime } = at(uri);
      return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
    },
    readFile: (uri) => at(uri).bytes,
    writeFile(uri, bytes) {
      const file = at(uri);
      file.bytes = bytes;
      file.mtime++;
    },
    readDirectory: () => [],
    createDirectory: fixed,
    delete: fixed,
    rename: fixed,
  };
}
