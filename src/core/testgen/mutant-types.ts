/** A small change of a function, by syntax. */
export interface Mutant {
  /** In words: `line 12: < to <=`. */
  readonly change: string;
  /** 1-based line in the function's file. */
  readonly line: number;
  /** The whole file with the change. */
  readonly text: string;
}

/** Versions of a function that tests are tried on; each a whole text of its file. */
export interface Versions {
  /** As it is; undefined for a stub. */
  readonly code: string | undefined;
  /** Returns zero values. */
  readonly empty: string;
  readonly panics: string;
  readonly mutants: readonly Mutant[];
}
