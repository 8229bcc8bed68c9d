/** The arrows between folders (CONTRIBUTING.md). An import that is not listed here fails `npm run check`. */
const only = (name, from, to) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: "^src/", pathNot: to },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^vscode$" } },
    only("core-stands-alone", "^src/core/", "^src/core/"),
    only("go-sees-core", "^src/go/", "^src/(go|core)/"),
    only("model-sees-core", "^src/model/", "^src/(model|core)/"),
    only("bench-sees-core-go-model", "^src/bench/", "^src/(bench|core|go|model)/"),
    only("editor-sees-core", "^src/editor/(?!gopls/)", "^src/(editor|core)/"),
    only("editor's-gopls-sees-core-and-gopls", "^src/editor/gopls/", "^src/(editor|core|go/gopls)/"),
    {
      name: "editor-sees-only-types-of-gopls",
      severity: "error",
      from: { path: "^src/editor/" },
      to: { path: "^src/go/", dependencyTypesNot: ["type-only"] },
    },
    only("session-sees-core-go-model", "^src/session/", "^src/(session|core|go|model)/"),
    only("cli-sees-all-but-the-editor", "^src/cli(/|\\.ts$)", "^src/(cli/|bench/|session/|go/|model/|core/)"),
    only(
      "media-sees-events-and-view",
      "^media/",
      "^(src/core/(events|view|offered|verdict|snapshot|edit|model|candidate)\\.ts$)",
    ),
    {
      name: "core-is-pure",
      comment: "core has no IO: besides itself it imports `diff`, and types of web-tree-sitter",
      severity: "error",
      from: { path: "^src/core/" },
      to: { dependencyTypesNot: ["local"], pathNot: "^node_modules/(diff|web-tree-sitter)/" },
    },
    {
      name: "core-sees-only-types-of-tree-sitter",
      severity: "error",
      from: { path: "^src/core/" },
      to: { path: "^node_modules/web-tree-sitter/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "vscode-in-editor-only",
      severity: "error",
      comment: "vscode-languageclient is of no use without it",
      from: { pathNot: "^(src/editor/|src/extension\\.ts$|test/editor/)" },
      to: { path: "^(vscode($|/)|node_modules/vscode-languageclient/)" },
    },
    {
      name: "no-development-packages-in-the-product",
      severity: "error",
      from: { path: "^src/" },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "^node_modules/@types/",
      },
    },
    {
      name: "product-does-not-see-tests-or-tools",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|tools)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // The name of the package resolves to our script of that name.
    exclude: { path: "^(dist|test/fixtures)/|^esbuild\\.mjs$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
