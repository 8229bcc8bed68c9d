import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "@vscode/vsce";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

// Of the build, as `npm test` and vsce make it: what vsce would pack here by .vscodeignore as it stands.
describe("what the VSIX holds", () => {
  let files: readonly string[] = [];
  const below = (folder: string): readonly string[] =>
    files.filter((file) => file.startsWith(`${folder}/`)).sort();

  before(async function () {
    // The platform of which the list leaves the right runtime, and that all else is tested on.
    if (process.platform !== "linux" || process.arch !== "x64") return this.skip();
    assert.ok(existsSync(join(root, "dist/extension.js")), "npm run build comes first");
    const { vsce } = JSON.parse(read("package.json")) as { readonly vsce: object };
    files = await listFiles({ cwd: root, ...vsce });
  });

  it("three files and four folders", () => {
    const top = new Set(files.map((file) => file.replace(/\/.*/, "/")));
    const wanted = [
      "CHANGELOG.md",
      "LICENSE",
      "dist/",
      "media/",
      "node_modules/",
      "package.json",
      "syntaxes/",
    ];
    assert.deepEqual([...top].sort(), wanted);
  });

  it("dist but for what tells how large the bundles are", () => {
    const built = filesBelow("dist").filter((file) => file !== "dist/meta.json");
    assert.deepEqual(below("dist"), built);
    assert.ok(built.every((file) => !/\.(?:map|ts)$/.test(file)));
  });

  it("of media what the manifest and the sources name, and nothing of the panel's page, which is in dist", () => {
    const named = [...read("package.json").matchAll(/"(?:\.\/)?(media\/[^"]+)"/g)].map(([, path]) => path);
    const inSources = filesBelow("src")
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [...read(file).matchAll(/"media(?:\/|",\s*")([^"]+)"/g)])
      .map(([, path]) => `media/${path}`);
    const wanted = [...named, ...inSources].flatMap((path) => filesBelow(path as string));
    assert.deepEqual(below("media"), [...new Set(wanted)].sort());
  });

  it("the grammars that the manifest names", () => {
    const named = [...read("package.json").matchAll(/"(?:\.\/)?(syntaxes\/[^"]+)"/g)].map(([, path]) => path);
    assert.deepEqual(below("syntaxes"), named.sort());
  });

  it("node-llama-cpp, what it depends on, the runtime of this platform, and no other package", () => {
    const packages = new Set(below("node_modules").map((file) => packageOf(file)));
    const wanted = [...closure("node-llama-cpp"), "@node-llama-cpp/linux-x64"];
    assert.deepEqual([...packages].sort(), wanted.sort());
    for (const name of wanted) assert.ok(files.includes(`node_modules/${name}/package.json`), name);
    assert.ok(files.includes("node_modules/@node-llama-cpp/linux-x64/bins/linux-x64/llama-addon.node"));
  });

  it("the code of packages, not their types, maps, documents and tests", () => {
    const others = below("node_modules").filter((file) =>
      /\.(?:[cm]?ts|map|md|h)$|\/(?:tests?|docs|examples?)\//.test(file),
    );
    assert.deepEqual(others, []);
  });
});

/** A file, or all files below a folder, as paths from the root. */
function filesBelow(path: string): readonly string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** Below node_modules, the folder of the package that a file belongs to. */
const packageOf = (file: string): string => {
  const [, folder = ""] = /^node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  return folder;
};

/** A package and all that it depends on, each as the folder that it lies in below node_modules. */
function closure(first: string): readonly string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {} } = JSON.parse(read(`node_modules/${folder}/package.json`)) as Manifest;
    for (const name of Object.keys(dependencies)) visit(resolve(folder, name));
  };
  visit(first);
  return [...found];
}

/** As Node resolves: below the package that asks, else beside it, upwards. */
function resolve(from: string, name: string): string {
  const own = `${from}/node_modules/${name}`;
  if (existsSync(join(root, "node_modules", own))) return own;
  const outer = from.lastIndexOf("/node_modules/");
  return outer === -1 ? name : resolve(from.slice(0, outer), name);
}
