import type { GoEnvironment } from "./environment";

/** Where and how the tests of one package are compiled. */
export interface TestBuild {
  readonly go: GoEnvironment;
  readonly importPath: string;
  /** Where the package lies; the working directory of its tests, as `go test` has it. */
  readonly dir: string;
  readonly moduleDir: string;
  /** What its tests may see beside the module, and what not even there. */
  readonly around: {
    /** The repository's root; the module's folder where there is none. */
    readonly root: string;
    readonly readable: readonly string[];
    readonly hidden: readonly string[];
  };
  readonly tags: readonly string[];
  /** It is package main. */
  readonly command: boolean;
}
