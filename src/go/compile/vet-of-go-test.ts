import type { Finding } from "../../core/verdict";
import type { GoFlags } from "../toolchain/go-flags";

/** Analyzers whose findings keep `go test` from running a test; older versions of Go have some of them not yet. */
const always = [
  ...["atomic", "bools", "buildtag", "directive", "errorsas", "ifaceassert", "nilfunc", "printf"],
  ...["stringintconv", "tests"],
];

/** `-bool` is a flag for the analyzer `bools`, `-buildtags` one for `buildtag`. */
const singular = (name: string): string => name.trim().replace(/s$/, "");

/** Of go vet's findings those that `go test` refuses a package for, as the person's -vet has it. */
export function refusedByGoTest(findings: readonly Finding[], { ofOwnRuns }: GoFlags): readonly Finding[] {
  const asked = ofOwnRuns.findLast((flag) => flag.name === "vet")?.value ?? "";
  if (asked === "off") return [];
  if (asked === "all") return findings;
  const names = new Set((asked === "" ? always : asked.split(",")).map(singular));
  return findings.filter(({ message }) => names.has(singular(/\((\w+)\)$/.exec(message)?.[1] ?? "")));
}
