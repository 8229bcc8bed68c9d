import { join } from "node:path";

/** Texts over the disk in which the target's bodies say that they were reached. */
export interface Stubbed {
  /** As every tool may see them. */
  readonly texts: ReadonlyMap<string, string>;
  /** The same for the tests: what a test opened until then is written to its log first, which a panic would lose. */
  readonly reach: ReadonlyMap<string, string>;
}

/** The testing package buffers 4096 bytes of its log: a longer entry lets out all that stood before it. */
const source = (name: string): string => `package ${name}

import "os"

func stubwrightFlush() { os.Getenv(string(make([]byte, 1<<14))) }
`;

/** @param marked the package with this statement first in the target's bodies */
export const withReachLog = (
  { name, dir }: { readonly name: string; readonly dir: string },
  marked: (first: string) => ReadonlyMap<string, string>,
): ReadonlyMap<string, string> =>
  new Map([...marked("stubwrightFlush()"), [join(dir, "zz_stubwright_flush.go"), source(name)]]);
