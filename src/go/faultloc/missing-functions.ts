import { basename, join } from "node:path";
import { applyChanges, type Edit, type SourceFile, type TextChange } from "../../core/edit/edit";
import { indexFile } from "../../core/syntax/index-file";
import type { GoParser } from "../../core/syntax/tree";
import type { Helper } from "../helper-client/client";
import { type LoadedPackage, specOf } from "../snapshot/test-package";

/** A function that a test calls and nothing declares, as its calls want it. */
export interface MissingFunction {
  /** `Func` or `Type.Method`. */
  readonly name: string;
  readonly signature: string;
  /** Packages that its types come from. */
  readonly imports: readonly string[] | null;
  /** The file of the receiver's type; empty for a function. */
  readonly beside: string;
  /** A type could not be told from the calls and was taken for `any`. */
  readonly open: boolean;
}

export async function findMissing(
  loaded: LoadedPackage,
  test: string,
  helper: Helper,
  signal: AbortSignal,
): Promise<readonly MissingFunction[]> {
  const found = await helper.request<readonly MissingFunction[]>(
    "missing",
    { ...specOf(loaded), test },
    signal,
  );
  return found.ok ? found.value : [];
}

/** Stubs put where they belong: one file, since a target lies in one. */
export interface Stubbed {
  readonly file: SourceFile;
  readonly names: readonly string[];
  /** The file with the stubs. */
  readonly text: string;
  readonly edit: Edit;
}

/** The stubs of all missing functions, at the end of the file beside the test (or of the receiver's type). */
export function stubMissing(
  parser: GoParser,
  { files, site, pkg }: LoadedPackage,
  test: string,
  functions: readonly MissingFunction[],
): Stubbed | undefined {
  const declared = site.tests.find((t) => t.name === test)?.file ?? "";
  const named = join(pkg.dir, basename(declared).replace(/_test\.go$/, ".go"));
  const beside = functions.find((f) => f.beside !== "")?.beside;
  const file =
    files.find((f) => f.path === beside) ??
    files.find((f) => f.path === named) ??
    files.find((f) => f.path !== "");
  if (file === undefined) return undefined;
  const stubs = functions.map(({ name, signature }) => {
    const ident = name.slice(name.indexOf(".") + 1);
    return `\n// ${ident} is what ${test} calls.\n${signature} {\n\tpanic("not implemented")\n}\n`;
  });
  const imports = importChanges(parser, file.text, [...new Set(functions.flatMap((f) => f.imports ?? []))]);
  const end = file.text.length;
  const gap = file.text.endsWith("\n") ? "" : "\n";
  const eol = file.text.includes("\r\n") ? "\r\n" : "\n";
  const added = (gap + stubs.join("")).replaceAll("\n", eol);
  const changes = [...imports, { start: end, end, text: added }];
  return {
    file,
    names: functions.map((f) => f.name),
    text: applyChanges(file.text, changes),
    edit: { files: [{ file: file.path, hash: file.hash, changes }] },
  };
}

function importChanges(parser: GoParser, text: string, paths: readonly string[]): TextChange[] {
  const { imports, package: pkg } = indexFile(parser, text);
  const fresh = paths.filter((path) => !imports.some((i) => i.path === path));
  if (fresh.length === 0 || pkg === undefined) return [];
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const first = imports[0];
  const grouped = first !== undefined && /^import\s*\(/m.test(text.slice(0, first.span.start));
  if (grouped) {
    const { start } = first.span;
    return [{ start, end: start, text: fresh.map((p) => `"${p}"${eol}\t`).join("") }];
  }
  const at = pkg.span.end;
  return [{ start: at, end: at, text: fresh.map((p) => `${eol}${eol}import "${p}"`).join("") }];
}
