/** The connection is at fault, not what came through it. */
export const isCutOff = (cause: string): boolean => /^E[A-Z]+$|fetch failed|terminated|UND_ERR/.test(cause);

/** The innermost reason: fetch says only that it failed. */
export function causeOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  const code = (inner as NodeJS.ErrnoException).code;
  return code ?? (inner instanceof Error ? inner.message : String(inner));
}
