import { pathToFileURL } from "node:url";
import { type Problem, problem } from "../../core/problem/codes";
import type { Result } from "../../core/result";
import type { Finding } from "../../core/verdict";
import { classOf } from "../toolchain/compiler-output";
import type { GoplsConnection } from "./connection";
import { applyTextEdits, byteColumn, type LspTextEdit } from "./positions";

/**
 * gopls' diagnostics of texts that are not on the disk. Undefined means that there are none: it is not there, it crashed, it
 * was too slow, or the signal was aborted. Nothing is ever written to the workspace.
 */
export interface Gopls {
  /**
   * What the compiler's checks say of `file` when it has this text.
   * @param others texts of other files, by absolute path, that stand for what is on the disk.
   */
  check(
    file: string,
    text: string,
    others: Texts,
    signal: AbortSignal,
  ): Promise<readonly Finding[] | undefined>;
  /** The text with its imports organised and gofmt applied. */
  tidy(file: string, text: string, others: Texts, signal: AbortSignal): Promise<string | undefined>;
  dispose(): void;
}

export type Texts = ReadonlyMap<string, string>;
export type ConnectGopls = (signal: AbortSignal) => Promise<Result<GoplsConnection>>;

export interface GoplsOptions {
  readonly connect: ConnectGopls;
  /** Told why gopls is gone or does not start; the caller goes on without it. */
  readonly onTrouble: (problem: Problem) => void;
  /** How long an answer may take, and the first one of a fresh process, in milliseconds. */
  readonly answerMs?: number;
  readonly firstAnswerMs?: number;
  /** How long to wait before each further start after a crash, in milliseconds; after the last one it stays away. */
  readonly backoffMs?: readonly number[];
}

/** Does nothing until it is first asked. Documents hold one candidate at a time: what is asked waits in line. */
export function createGopls(options: GoplsOptions): Gopls {
  const sessions = keepAlive(options);
  const ended = new AbortController();
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(
    work: (session: Session, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T | undefined> => {
    const either = AbortSignal.any([signal, ended.signal]);
    const turn = line.then(async () => {
      const session = either.aborted ? undefined : await sessions.current(either);
      if (session === undefined) return undefined;
      const limit = session.warm ? (options.answerMs ?? 10_000) : (options.firstAnswerMs ?? 60_000);
      try {
        const answer = await work(session, AbortSignal.any([either, AbortSignal.timeout(limit)]));
        session.warm = true;
        return answer;
      } catch {
        return undefined; // Refused, crashed, too slow or cancelled: nothing is known.
      }
    });
    line = turn.catch(() => {});
    return orAborted(turn, either);
  };
  return {
    check: (file, text, others, signal) => inTurn((s, limit) => check(s, file, text, others, limit), signal),
    tidy: (file, text, others, signal) => inTurn((s, limit) => tidy(s, file, text, others, limit), signal),
    dispose() {
      ended.abort();
      sessions.dispose();
    },
  };
}

/** Who gives up waiting in line gets the answer that there is none, at once. */
function orAborted<T>(turn: Promise<T | undefined>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const leave = () => resolve(undefined);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    turn.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

/** One run of the server and the documents that are open in it. */
interface Session {
  readonly connection: GoplsConnection;
  readonly open: Map<string, { version: number; text: string }>;
  warm: boolean;
}

function keepAlive({ connect, onTrouble, backoffMs = [500, 2_000, 8_000, 30_000] }: GoplsOptions) {
  let session: Session | undefined;
  let failures = 0;
  let notBefore = 0;
  let disposed = false;
  const lost = (why: Problem) => {
    session = undefined;
    if (disposed) return;
    notBefore = performance.now() + (backoffMs[failures] ?? Number.POSITIVE_INFINITY);
    failures += 1;
    onTrouble(why);
  };
  return {
    async current(signal: AbortSignal): Promise<Session | undefined> {
      if (session !== undefined || disposed || performance.now() < notBefore) return session;
      const started = await connect(signal);
      if (!started.ok) {
        if (!signal.aborted) lost(started.error);
        return undefined;
      }
      const fresh: Session = { connection: started.value, open: new Map(), warm: false };
      session = fresh;
      fresh.connection.onExit((reason) => {
        if (session === fresh) lost(problem("gopls-exited", { why: reason }));
      });
      return fresh;
    },
    dispose() {
      disposed = true;
      session?.connection.dispose();
      session = undefined;
    },
  };
}

async function check(session: Session, file: string, text: string, others: Texts, signal: AbortSignal) {
  await show(session, new Map([...others, [file, text]]));
  const textDocument = { uri: uriOf(file) };
  const report = await session.connection.request("textDocument/diagnostic", { textDocument }, signal);
  const items = (report as { readonly items?: readonly LspDiagnostic[] } | null)?.items ?? [];
  return items.filter(isCompilers).map((diagnostic) => asFinding(diagnostic, file, text));
}

interface LspDiagnostic {
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
  readonly severity?: number;
  readonly source?: string;
  readonly message: string;
}

/** Analyzers have names of their own; `go list` speaks of imports and of go.mod. */
const compilers = new Set(["compiler", "syntax", "go list"]);
const isCompilers = (d: LspDiagnostic): boolean => d.severity === 1 && compilers.has(d.source ?? "");

function asFinding({ range, source, message }: LspDiagnostic, file: string, text: string): Finding {
  const line = text.split("\n", range.start.line + 1)[range.start.line] ?? "";
  return {
    gate: "types",
    class: source === "syntax" ? "syntax" : source === "go list" ? "import" : classOf(message),
    file,
    line: range.start.line + 1,
    column: byteColumn(line, range.start.character),
    message,
  };
}

async function tidy(session: Session, file: string, text: string, others: Texts, signal: AbortSignal) {
  const textDocument = { uri: uriOf(file) };
  await show(session, new Map([...others, [file, text]]));
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const context = { diagnostics: [], only: ["source.organizeImports"] };
  const actions = await session.connection.request(
    "textDocument/codeAction",
    { textDocument, range, context },
    signal,
  );
  const organised = applyTextEdits(text, editsFor(actions, textDocument.uri));
  await show(session, new Map([...others, [file, organised]]));
  const options = { tabSize: 8, insertSpaces: false };
  const edits = await session.connection.request(
    "textDocument/formatting",
    { textDocument, options },
    signal,
  );
  return applyTextEdits(organised, (edits as readonly LspTextEdit[] | null) ?? []);
}

interface LspAction {
  readonly edit?: {
    readonly changes?: Readonly<Record<string, readonly LspTextEdit[]>>;
    readonly documentChanges?: readonly {
      readonly textDocument?: { readonly uri: string };
      readonly edits?: readonly LspTextEdit[];
    }[];
  };
}

function editsFor(actions: unknown, uri: string): readonly LspTextEdit[] {
  return ((actions as readonly LspAction[] | null) ?? []).flatMap(({ edit }) => [
    ...(edit?.changes?.[uri] ?? []),
    ...(edit?.documentChanges ?? []).flatMap((c) => (c.textDocument?.uri === uri ? (c.edits ?? []) : [])),
  ]);
}

/** Makes these the open documents and no others: what an earlier candidate left behind is closed. */
async function show({ connection, open }: Session, texts: Texts): Promise<void> {
  for (const file of [...open.keys()].filter((f) => !texts.has(f))) {
    open.delete(file);
    await connection.notify("textDocument/didClose", { textDocument: { uri: uriOf(file) } });
  }
  for (const [file, text] of texts) {
    const before = open.get(file);
    if (before?.text === text) continue;
    const version = (before?.version ?? 0) + 1;
    open.set(file, { version, text });
    const textDocument = { uri: uriOf(file), version };
    if (before === undefined) {
      await connection.notify("textDocument/didOpen", {
        textDocument: { ...textDocument, languageId: "go", text },
      });
    } else {
      await connection.notify("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
    }
  }
}

const uriOf = (file: string): string => pathToFileURL(file).href;
