import { type JudgeContext, textsWith } from "./context";

/** A package as the Go helper takes it: texts only, nothing is read from disk there. */
export interface PackageSpec {
  readonly dir: string;
  readonly importPath: string;
  readonly goVersion: string;
  readonly tags: readonly string[];
  readonly files: readonly SpecFile[];
  readonly tests: readonly SpecFile[];
}

interface SpecFile {
  readonly path: string;
  readonly text: string;
}

/** The package as it would be with this text of the target's file. */
export function packageSpec(ctx: JudgeContext, text: string): PackageSpec {
  const { package: pkg, module, build } = ctx.snapshot;
  const texts = textsWith(ctx, text);
  const now = (file: SpecFile): SpecFile => ({ path: file.path, text: texts.get(file.path) ?? file.text });
  return {
    dir: pkg.dir,
    importPath: pkg.importPath,
    goVersion: module.goVersion,
    tags: build.tags,
    files: pkg.files.map(now),
    tests: pkg.testFiles.map(now),
  };
}
