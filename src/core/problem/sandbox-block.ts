/** What a test is kept from: by the sandbox, or by an environment without the person's variables. */
export type SandboxBlock =
  | "writes"
  | "network"
  /** Set for the person, and not handed on. */
  | { readonly variable: string }
  /** It is there for the person. `secret`: among what no test should need. */
  | { readonly path: string; readonly from: "reading" | "writing"; readonly secret: boolean };

/**
 * `the sandbox blocks TestX from using the network`
 * @param test one or several, listed
 */
export function blockClause(test: string, block: SandboxBlock): string {
  if (block === "writes")
    return `the sandbox blocks ${test} from writing to its package directory or repository`;
  if (block === "network") return `the sandbox blocks ${test} from using the network`;
  if ("variable" in block)
    return `Stubwright does not pass the environment variable ${block.variable} to ${test}`;
  return block.from === "reading"
    ? `the sandbox hides ${block.path} from ${test}`
    : `the sandbox blocks ${test} from writing to ${block.path}`;
}
