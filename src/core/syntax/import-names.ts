import type { ImportSpec } from "./tree";

/** The names an import may go by: its alias, else what its path suggests (`gopkg.in/yaml.v3`, `x/go-yaml/v2`). */
export function importNames(spec: ImportSpec): readonly string[] {
  if (spec.alias !== undefined) return [spec.alias];
  const parts = spec.path.split("/");
  const last = /^v\d+$/.test(parts.at(-1) ?? "") ? parts.at(-2) : parts.at(-1);
  const base = (last ?? spec.path).replace(/\.v\d+$/, "");
  const short = base.replace(/^go[-.]|[-.]go$/g, "");
  return [
    ...new Set([
      parts.at(-1) ?? "",
      base,
      short,
      base.replaceAll("-", "_"),
      base.replaceAll("-", ""),
      short.replaceAll("-", ""),
    ]),
  ];
}
