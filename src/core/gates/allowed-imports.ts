import type { Finding } from "../verdict";
import { findingAt, forDrafts, type TextGateInput } from "./gate-input";

/**
 * Refuses imports that the candidate brings in, but for the standard library, this module and the workspace's others,
 * what the package imports already, and relative paths. Of those no `internal` package that lies elsewhere. The rest of
 * go.mod's direct requirements by a setting.
 */
export function importsGate(input: TextGateInput): readonly Finding[] {
  return input.own.addedImports.flatMap((spec) => {
    const why = allowed(input, spec.path) ? internalElsewhere(input, spec.path) : unknown(input, spec.path);
    if (why === undefined) return [];
    const message = `import of ${JSON.stringify(spec.path)}: ${why}`;
    const finding = findingAt(input, "imports", "import", spec.span.start, message);
    return why === requiredOnly ? forDrafts(finding) : finding;
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

const requiredOnly = "go.mod requires it, but this package does not import it yet";

const unknown = (input: TextGateInput, path: string): string =>
  within(path, input.snapshot.module.requires)
    ? requiredOnly
    : "it is neither in the standard library nor in this module";

/** Only what lies below the parent of an `internal` folder may use what is in it. */
function internalElsewhere({ snapshot, std }: TextGateInput, path: string): string | undefined {
  const parent = /^(?:(.*)\/)?internal(?:\/|$)/.exec(path);
  if (parent === null || snapshot.package.imports.includes(path)) return undefined;
  const usable = !std.has(path) && within(snapshot.package.importPath, [parent[1] ?? ""]);
  return usable ? undefined : `use of internal package not allowed: it is for ${parent[1] ?? "Go"} alone`;
}

const within = (path: string, modules: readonly string[]): boolean =>
  modules.some((m) => m !== "" && (path === m || path.startsWith(`${m}/`)));
