import { findingAt, type TextGateInput } from "./gate-input";
import type { Finding } from "./verdict";

/**
 * Refuses imports that the candidate brings in, but for the standard library, this module and the workspace's others,
 * what the package imports already, and relative paths (whether an `internal` package may be used is for the compiler
 * to say). The rest of go.mod's direct requirements by a setting.
 */
export function importsGate(input: TextGateInput): readonly Finding[] {
  return input.own.addedImports
    .filter((spec) => !allowed(input, spec.path))
    .map((spec) => {
      const required = within(spec.path, input.snapshot.module.requires);
      const why = required
        ? "go.mod requires it, but this package does not import it yet"
        : "it is neither in the standard library nor in this module";
      return findingAt(
        input,
        "imports",
        "import",
        spec.span.start,
        `import of ${JSON.stringify(spec.path)}: ${why}`,
      );
    });
}

function allowed(input: TextGateInput, path: string): boolean {
  const { module, package: pkg } = input.snapshot;
  // What cgo and unsafe may do is the forbidden gate's matter.
  if (path === "C" || input.std.has(path) || pkg.imports.includes(path)) return true;
  if (path.startsWith("./") || path.startsWith("../")) return true;
  if (input.original.imports.some((i) => i.path === path)) return true;
  return (
    within(path, [module.path, ...module.workspace]) || (input.allowRequires && within(path, module.requires))
  );
}

const within = (path: string, modules: readonly string[]): boolean =>
  modules.some((m) => m !== "" && (path === m || path.startsWith(`${m}/`)));
