import type { Snapshot } from "../../../src/core/snapshot";

/** A snapshot of a package of one module, with a baseline that is not known. */
export function packageOf(
  files: Readonly<Record<string, string>>,
  names: readonly string[],
  tests: Readonly<Record<string, string>> = {},
): Snapshot {
  const sources = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([name, text]) => ({ path: `/m/${name}`, text, hash: name }));
  const [file, ...others] = sources(files);
  if (file === undefined) throw new Error("a package has a file");
  return {
    target: { file: file.path, names },
    file,
    package: {
      name: "p",
      importPath: "m",
      dir: "/m",
      files: [file, ...others],
      testFiles: sources(tests),
      imports: [],
    },
    module: { path: "m", dir: "/m", goVersion: "1.26", workspace: ["m"], requires: [] },
    baseline: { targetTests: [], greenTests: [], redTests: [], blindTests: [], untestable: undefined },
  };
}
