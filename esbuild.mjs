// Bundles the product into dist/: the command line, the extension in parts that are loaded when they are needed, the
// child process that runs the embedded model, and what they read at run time (the parser's wasm files, the sources of
// the Go helper).
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  minify: true,
  metafile: true,
  logLevel: "warning",
};

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist", { recursive: true });

// Its ES module asks import.meta where it is, which CommonJS does not have.
const commonJs = {
  ...common,
  format: "cjs",
  alias: { "web-tree-sitter": require.resolve("web-tree-sitter") },
};

/** What is loaded when it is first needed: an `import()` or a `require()` of one stays one, of the bundle beside it. */
const parts = {
  engine: "src/editor-engine.ts",
  "stub-worker": "src/stub-worker.ts",
  "other-commands": "src/cli/commands/others.ts",
  "problem-text": "src/core/problem/problem-text.ts",
};
const goplsClient = { "gopls-client": "src/editor/gopls/language-client.ts" };
const loadedLater = {
  name: "loaded-later",
  setup({ onResolve }) {
    const later = {
      "./editor-engine": "./engine.js",
      "./editor/gopls/language-client": "./gopls-client.js",
      "./cli/commands/others": "./other-commands.js",
    };
    onResolve({ filter: /^\.\// }, ({ kind, path }) =>
      kind === "dynamic-import" && path in later ? { path: later[path], external: true } : undefined,
    );
    onResolve({ filter: /\/core\/problem\/problem-text$/ }, ({ kind }) =>
      kind === "require-call" ? { path: "./problem-text.js", external: true } : undefined,
    );
  },
};

/**
 * `import * as vscode` would copy the whole API, some four hundred names, in each of forty files at activation: they
 * share the names that are used.
 */
const vscodeOnce = {
  name: "vscode-once",
  setup({ onResolve, onLoad }) {
    const space = "vscode-once";
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === space ? { path: "vscode", external: true } : { path: "vscode", namespace: space },
    );
    onLoad({ filter: /.*/, namespace: space }, () => {
      const files = readdirSync("src/editor", { recursive: true, encoding: "utf8" }).filter(
        (f) => f.endsWith(".ts") && !/^gopls[\\/]/.test(f),
      );
      const texts = ["src/extension.ts", ...files.map((f) => `src/editor/${f}`)].map((f) =>
        readFileSync(f, "utf8"),
      );
      const names = new Set(
        texts.flatMap((text) => [...text.matchAll(/\bvscode\.(\w+)/g)].map(([, name]) => name)),
      );
      return { contents: `export const { ${[...names].join(", ")} } = require("vscode");` };
    });
  },
};

const child = "src/model/embedded/child.ts";
const bundles = await Promise.all([
  // vscode is not external here: a stray import of it fails the build.
  build({
    ...commonJs,
    entryPoints: ["src/cli.ts"],
    outfile: "dist/cli.js",
    plugins: [loadedLater],
    banner: { js: "#!/usr/bin/env node" },
  }),
  build({
    ...commonJs,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    plugins: [loadedLater, vscodeOnce],
  }),
  build({ ...commonJs, entryPoints: parts, outdir: "dist", plugins: [loadedLater] }),
  build({ ...commonJs, entryPoints: goplsClient, outdir: "dist", external: ["vscode"] }),
  // node-llama-cpp finds its native library beside itself, so it stays a package.
  ...(existsSync(child)
    ? [
        build({
          ...common,
          entryPoints: [child],
          outfile: "dist/embedded.mjs",
          format: "esm",
          external: ["node-llama-cpp"],
        }),
      ]
    : []),
]);
// The panel is a page: no node, and its styles and font beside it.
bundles.push(
  await build({
    ...common,
    platform: "browser",
    target: "es2023",
    entryPoints: { run: "media/run/main.ts", style: "media/run/run.css" },
    outdir: "dist/run",
    format: "iife",
    tsconfig: "media/run/tsconfig.json",
    loader: { ".ttf": "file" },
    assetNames: "[name]",
  }),
);
chmodSync("dist/cli.js", 0o755);

cpSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm"), "dist/web-tree-sitter.wasm");
cpSync(require.resolve("tree-sitter-go/tree-sitter-go.wasm"), "dist/tree-sitter-go.wasm");
if (existsSync("src/go/helper"))
  cpSync("src/go/helper", "dist/helper", { recursive: true, filter: (path) => !path.endsWith("_test.go") });

writeFileSync("dist/meta.json", JSON.stringify(bundles.map((b) => b.metafile)));
for (const file of [
  "cli.js",
  "other-commands.js",
  "extension.js",
  "engine.js",
  "gopls-client.js",
  "stub-worker.js",
  "problem-text.js",
  "embedded.mjs",
  "run/run.js",
  "run/style.css",
  "web-tree-sitter.wasm",
  "tree-sitter-go.wasm",
]) {
  if (existsSync(`dist/${file}`))
    console.log(`dist/${file}  ${Math.ceil(statSync(`dist/${file}`).size / 1024)} KiB`);
}
