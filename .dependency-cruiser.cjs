/** The arrows between folders (docs/architecture.md). An import that is not listed here fails `npm run check`. */
const only = (name, from, to) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: "^src/", pathNot: to },
});

/**
 * The rooms of each layer, and the rooms of it that each one sees; what lies in the layer's own folder is open to those
 * that name `.`. In core that is the shared vocabulary.
 */
const rooms = {
  core: {
    ".": "edit problem",
    problem: "",
    syntax: ".",
    edit: "",
    faultloc: ". problem syntax",
    stub: ". edit problem syntax",
    splice: ". edit problem syntax",
    testcode: ". syntax",
    answer: ". edit splice stub syntax",
    prompt: ". problem stub syntax testcode",
    gates: ". answer stub syntax",
    attempts: ". prompt",
    testgen: ". edit problem prompt splice syntax testcode",
    events: ". edit faultloc problem prompt testgen",
    verify: ". attempts syntax",
    search: ". answer attempts edit events problem prompt splice stub syntax verify",
  },
  go: {
    process: "",
    sandbox: "process",
    toolchain: "process",
    testrun: "process sandbox toolchain",
    compile: "process toolchain",
    gopls: "process toolchain",
    snapshot: "compile process sandbox testrun toolchain",
    "helper-client": "compile process sandbox snapshot testrun toolchain",
    judge: "compile process sandbox snapshot testrun toolchain",
    faultloc: "helper-client process sandbox snapshot testrun toolchain",
    mutation: "compile helper-client judge process sandbox snapshot testrun toolchain",
  },
  model: {
    http: "",
    ollama: "http",
    openai: "http",
    embedded: "http openai",
  },
  session: {
    testgen: "",
    run: "testgen",
    fix: "run",
  },
  editor: {
    host: "",
    model: "host",
    runs: "host",
    stubs: "host runs",
    proposal: "host runs",
    panel: "host runs",
    "failing-tests": "host runs stubs",
    gopls: "host",
    testgen: "host stubs",
  },
  cli: {
    ".": "",
    commands: ".",
  },
};

const roomRules = Object.entries(rooms).flatMap(([layer, seen]) =>
  Object.entries(seen).map(([room, others]) => {
    // The engine is what core is put together to: no room knows it.
    const folder = (name) => (name === "." ? "(?!engine\\.ts)[^/]+\\.ts$" : `${name}/`);
    const open = [room, ...others.split(" ").filter(Boolean)].map(folder).join("|");
    return {
      name: room === "." ? `${layer}-vocabulary` : `${layer}-${room}`,
      severity: "error",
      from: { path: `^src/${layer}/${folder(room)}` },
      to: { path: `^src/${layer}/`, pathNot: `^src/${layer}/(${open})` },
    };
  }),
);

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
      "^src/core/(events/|problem/|(prompt/form|testgen/test-events|verdict|snapshot|edit/edit|syntax/hidden|model|candidate)\\.ts$)",
    ),
    ...roomRules,
    {
      name: "src-does-not-see-the-page",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^media/" },
    },
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
