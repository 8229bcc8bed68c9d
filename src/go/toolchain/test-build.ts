import type { GoEnvironment } from "./environment";

/** Where and how the tests of one package are compiled. */
export interface TestBuild {
  readonly go: GoEnvironment;
  readonly importPath: string;
  /** Where the package lies; the working directory of its tests, as `go test` has it. */
  readonly dir: string;
  readonly moduleDir: string;
  readonly tags: readonly string[];
  /** It is package main. */
  readonly command: boolean;
}
