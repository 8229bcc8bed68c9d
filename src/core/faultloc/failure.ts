import type { Finding } from "../verdict";

/** A place with a word on what it is. */
export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

/** What a failing test says and where: the line of the case for table tests, else that of the assertion. */
export interface TestFailure extends Finding {
  /** `TestX` or `TestX/sub`. */
  readonly test: string;
  /** The assertion, where the finding stands at a case; the frame that hangs, where it stands at the test. */
  readonly related: Place | undefined;
  /** The goroutines of a panic or a time-out, as Go printed them; empty where there are none. */
  readonly stack: string;
}
