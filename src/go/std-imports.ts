import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportLookup } from "../core/fix";
import { addMissingImports } from "../core/fix-text";
import type { GoParser } from "../core/syntax";
import { indexFile } from "../core/syntax-index";
import type { GoSnapshot } from "./snapshot";

/** Of two packages with one name, the one that is meant by default. */
const usual = new Set(["math/rand", "text/template", "text/scanner", "go/scanner"]);

/** Packages of the standard library by the last part of their path that export a symbol, read from GOROOT/src. */
export function standardLookup(goroot: string, std: ReadonlySet<string>): ImportLookup {
  const sources = new Map<string, string>();
  const source = (path: string): string => {
    const known = sources.get(path) ?? packageText(join(goroot, "src", path));
    sources.set(path, known);
    return known;
  };
  return (name, symbol) => {
    if (!/^[A-Z]\w*$/.test(symbol)) return [];
    const exported = new RegExp(`^(?:func|type|var|const|\\t)\\s*${symbol}\\b`, "m");
    return [...std]
      .filter((path) => path.split("/").at(-1) === name && !/(?:^|\/)(?:internal|cmd)(?:\/|$)/.test(path))
      .filter((path) => exported.test(source(path)))
      .sort((a, b) => Number(usual.has(b)) - Number(usual.has(a)) || a.length - b.length);
  };
}

function packageText(dir: string): string {
  try {
    const files = readdirSync(dir).filter((f) => f.endsWith(".go") && !f.endsWith("_test.go"));
    return files.map((f) => readFileSync(join(dir, f), "utf8")).join("\n");
  } catch {
    return "";
  }
}

/** A text with the imports of the standard library that it lacks: what gopls would do, for where there is none. */
export function withStandardImports(parser: GoParser, snapshot: GoSnapshot, text: string): string {
  const { file, target, package: pkg, build, std } = snapshot;
  const others = pkg.files.filter((f) => f.path !== file.path);
  const known = new Set(
    others.flatMap((f) =>
      indexFile(parser, f.text).decls.flatMap((d) => ("names" in d ? d.names : [d.name])),
    ),
  );
  const lookup = standardLookup(build.go.goroot, std);
  const candidate = { edit: { files: [] }, text, mended: [] };
  return addMissingImports(parser, file, target.names, candidate, known, lookup).text;
}
