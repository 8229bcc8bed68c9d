import * as vscode from "vscode";
import type { RunRecord } from "./runs";

/** Finished runs kept for a workspace, newest first. */
export interface RunStore {
  load(): Promise<readonly StoredRun[]>;
  save(run: StoredRun): Promise<void>;
  clear(): Promise<void>;
}

/** A record with what applying it later needs. */
export interface StoredRun {
  readonly record: RunRecord;
  /** Milliseconds since 1970, when it was first asked for. */
  readonly since: number;
  /** The target's file as the run saw it. */
  readonly base: string;
  /** Hashes of the package's files as the run saw them, by absolute path. */
  readonly seen: Readonly<Record<string, string>>;
}

/** How many are kept. */
const most = 40;

/** One JSON file a run below the workspace's own storage; in a window without a folder nothing is kept. */
export function createRunStore(storage: vscode.Uri | undefined): RunStore {
  if (storage === undefined) {
    return { load: async () => [], save: async () => {}, clear: async () => {} };
  }
  const { fs } = vscode.workspace;
  const folder = vscode.Uri.joinPath(storage, "runs");
  const names = async (): Promise<readonly string[]> => {
    const entries = await fs.readDirectory(folder).then(
      (list) => list,
      () => [],
    );
    return entries.map(([name]) => name).filter((name) => name.endsWith(".json"));
  };
  // A run that is still being written must not come back after all were cleared.
  const next = oneAfterTheOther();
  return {
    async load() {
      const runs = await Promise.all((await names()).map((name) => read(vscode.Uri.joinPath(folder, name))));
      return runs.filter((run) => run !== undefined).sort((a, b) => b.since - a.since);
    },
    save: (run) =>
      next(async () => {
        await fs.createDirectory(folder);
        const file = vscode.Uri.joinPath(folder, `${run.since}-${run.record.id}.json`);
        await fs.writeFile(file, new TextEncoder().encode(JSON.stringify(run)));
        const old = [...(await names())].sort().slice(0, -most);
        await Promise.all(old.map((name) => fs.delete(vscode.Uri.joinPath(folder, name))));
      }),
    clear: () =>
      next(async () => {
        await fs.delete(folder, { recursive: true }).then(undefined, () => {});
      }),
  };
}

async function read(file: vscode.Uri): Promise<StoredRun | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    return JSON.parse(new TextDecoder().decode(bytes)) as StoredRun;
  } catch {
    return undefined; // Half written when a window was closed: one run less in the history.
  }
}

/** Work that begins when what was given before it has ended, well or not. */
function oneAfterTheOther(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    last = last.then(work, work);
    return last;
  };
}
