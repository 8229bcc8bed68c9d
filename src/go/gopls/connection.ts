/** A language server that has been initialised, as the gopls client needs it: vscode's own client or a pipe fills it. */
export interface GoplsConnection {
  /** Rejects where the server refuses, is gone, or the signal is aborted. */
  request(method: string, params: unknown, signal: AbortSignal): Promise<unknown>;
  notify(method: string, params: unknown): Promise<void>;
  /** Called once, also when it is gone already. */
  onExit(listener: (reason: string) => void): void;
  /** Ends the server with everything it started. */
  dispose(): void;
}

/**
 * Diagnostics are pulled, never pushed: an answer belongs to exactly the text last sent (v0.17 and later).
 * Only the compiler's diagnostics are wanted; the rest costs time.
 */
export const goplsOptions = {
  pullDiagnostics: true,
  staticcheck: false,
  vulncheck: "Off",
  telemetryPrompt: false,
  semanticTokens: false,
  codelenses: { test: false, tidy: false, upgrade_dependency: false, generate: false, vendor: false },
} as const;
