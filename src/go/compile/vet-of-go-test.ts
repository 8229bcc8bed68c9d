import type { Finding } from "../../core/verdict";
import type { GoFlags } from "../toolchain/go-flags";

/** Analyzers whose findings keep `go test` from running a test; older versions of Go have some of them not yet. */
const always = [
  ...["atomic", "bool", "buildtag", "buildtags", "directive", "errorsas", "ifaceassert", "nilfunc", "printf"],
  ...["stringintconv", "tests"],
];

/** Of go vet's findings those that `go test` refuses a package for, as the person's -vet has it. */
export function refusedByGoTest(findings: readonly Finding[], { ofOwnRuns }: GoFlags): readonly Finding[] {
  const asked = ofOwnRuns.findLast((flag) => flag.name === "vet")?.value ?? "";
  if (asked === "off") return [];
  if (asked === "all") return findings;
  const names = asked === "" ? always : asked.split(",");
  return findings.filter((f) => names.some((name) => f.message.endsWith(`(${name})`)));
}
