/** What the sandbox blocks a test from. */
export type SandboxBlock = "writes" | "network";

/** `the sandbox blocks TestX from using the network` */
export const blockClause = (test: string, block: SandboxBlock): string =>
  `the sandbox blocks ${test} from ${block === "writes" ? "writing to its package directory" : "using the network"}`;
