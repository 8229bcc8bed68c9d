import type { Next } from "../../core/problem/next";
import type { Protection } from "../../core/verdict";

/** What a sandboxed command may touch. Paths are absolute; those that do not exist are left out. */
export interface SandboxNeeds {
  readonly cwd: string;
  /** Files and folders that stay visible, read-only, wherever they lie: module, test binary, GOROOT, module cache. */
  readonly readable: readonly string[];
  /** The one folder that can be written. */
  readonly writableTemp: string;
  /** Files in that folder that are read afterwards: what else is written to it may be lost. They are there before. */
  readonly back?: readonly string[];
  /** Files and folders that nothing inside may read, wherever they lie. */
  readonly hidden?: readonly string[];
  /** Files and folders that are readable all the same, since the person says so. */
  readonly shown?: readonly string[] | undefined;
  /** A folder that stands in another one's place, and can be written. */
  readonly laid?: Laid | undefined;
  /** False unless said: then not even the machine's own loopback is reached. */
  readonly network?: boolean;
}

export interface Laid {
  readonly from: string;
  readonly at: string;
  /** Folders below `at` that stay what they are, read-only. */
  readonly beneath: readonly string[];
}

/** What tests may do besides, since the person says so. */
export interface Allowed {
  readonly network: boolean;
  /** Their own package's folder, and a small repository as a whole, can be written: a copy of it that is thrown away, where the system has such a thing. */
  readonly writes: boolean;
  /** Files and folders that they may read, wherever they lie: absolute paths. */
  readonly reads?: readonly string[] | undefined;
  /** Variables of the person's environment that they hand on to tests, with their values. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

export type Wrap = (command: string, args: readonly string[], needs: SandboxNeeds) => Command;

/** How generated code is kept from the person's files and network. */
export interface Sandbox {
  readonly kind: Protection;
  /** Which protection is active, one sentence. */
  readonly summary: string;
  /** What the person can do so that more is kept from it. */
  readonly better?: readonly Next[];
  readonly wrap: Wrap;
  /** What starts a program under limits and a filter of system calls: a path. On Linux, where it could be built. */
  readonly launcher?: string | undefined;
  /** Nothing where it is left out. */
  readonly allowed?: Allowed | undefined;
}
