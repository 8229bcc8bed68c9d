/** What `npm run test:hardening` and `npm test` hand to each suite below this folder. */
export interface HardeningOptions {
  /** Only the part that belongs to `npm test`: a case of each kind, seconds in all. */
  readonly part: boolean;
  /** Cases whose name holds this text; all where it is empty. */
  readonly only: string;
  /** Cases at once. */
  readonly jobs: number;
  /** Only under this protection, and only as this user; all where they are left out. */
  readonly protection?: string | undefined;
  readonly user?: string | undefined;
}

/** What came of a suite. */
export interface HardeningReport {
  /** Markdown for docs/reliability.md: circumstances, then tables with counts. */
  readonly text: string;
  readonly tried: number;
  /** A line for each thing that does not hold: what was done, what was seen, what must hold. */
  readonly failures: readonly string[];
}

/** Hears of what is done: a line for a person. */
export type Say = (line: string) => void;

/**
 * The `suite` that a file `test/hardening/NAME.suite.ts` exports. Its report stands in docs/reliability.md between
 * `<!-- npm run test:hardening writes NAME from here -->` and `<!-- to here -->`.
 */
export interface HardeningSuite {
  readonly name: string;
  run(options: HardeningOptions, say: Say, signal: AbortSignal): Promise<HardeningReport>;
}
