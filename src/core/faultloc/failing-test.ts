import type { TestFailure } from "./failure";
import type { Suspect } from "./suspects";

/** A test, and the package that it lies in. */
export interface TestPlace {
  /** The package's folder, absolute. */
  readonly dir: string;
  /** `TestX` */
  readonly name: string;
}

/** How tests of a package ended. */
export interface TestsReport {
  /** Top-level tests that passed or were skipped. */
  readonly passed: readonly string[];
  readonly failures: readonly TestFailure[];
}

/** What is found out about a failing test: what the person is told, or chooses from. */
export type FailingTest =
  | { readonly kind: "passes" }
  /** It fails for another reason than a body. */
  | {
      readonly kind: "environment";
      readonly message: string;
      readonly next: string;
      readonly failures: readonly TestFailure[];
    }
  | {
      readonly kind: "functions";
      readonly failures: readonly TestFailure[];
      /** Any one of them; all of them at once where they are still to be made. */
      readonly suspects: readonly Suspect[];
      readonly together: boolean;
    };
