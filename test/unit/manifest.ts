// The shape that the extension was ordered in: what has to be there, under which name. Tests of behaviour do not notice
// a part that is taken out together with its tests. One that is given up is struck out here, in a commit that says why.

/** At the top level; a name that ends with "/" is a folder. */
export const topLevel: readonly string[] = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "esbuild.mjs",
  ".vscodeignore",
  ".gitignore",
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "LICENSE",
  "src/",
  "src/extension.ts",
  "src/cli.ts",
  "media/",
  "syntaxes/",
  "test/",
  "tools/",
  "examples/",
  "docs/",
];

/** What the product is made of, and where it is imported. */
export const packages: readonly (readonly [name: string, what: string, where: "src" | "media"])[] = [
  ["vscode-languageclient", "gopls in the editor", "src"],
  ["web-tree-sitter", "Go's syntax", "src"],
  ["openai", "servers of OpenAI's protocol", "src"],
  ["ollama", "Ollama", "src"],
  ["node-llama-cpp", "the embedded model", "src"],
  ["commander", "the command line", "src"],
  ["diff", "diffs", "src"],
  ["lit", "the panel's page", "media"],
  ["@vscode-elements/elements", "the panel's fields and buttons", "media"],
  ["@vscode/codicons", "the panel's icons", "media"],
];

/** What it is built, tested and packaged with, and how esbuild.mjs, a script of package.json or a tool uses it. */
export const devPackages: readonly (readonly [name: string, use: RegExp])[] = [
  ["@vscode/vsce", /createVSIX.* from "@vscode\/vsce"/],
  ["@vscode/test-electron", /runTests.* from "@vscode\/test-electron"/],
  ["mocha", /mocha\/bin\/mocha\.js/],
  ["esbuild", /build.* from "esbuild"/],
  ["typescript", /^tsc /],
  ["tree-sitter-go", /cpSync\(require\.resolve\("tree-sitter-go\//],
];

/** Scripts of package.json that people and tools call by their names. */
export const scripts: readonly string[] = ["build", "check", "test", "package", "vscode:prepublish"];

export const commands: readonly (readonly [id: string, does: string])[] = [
  ["generate", "writes the stub at the cursor"],
  ["generateWithHint", "the same, told something"],
  ["selectModel", "chooses a model"],
  ["installGopls", "installs gopls"],
  ["openWalkthroughSample", "opens the walkthrough's module"],
  ["showLog", "shows the log"],
  ["showRun", "shows a run in the panel"],
  ["cancelRun", "stops a run"],
  ["clearRuns", "forgets finished runs"],
  ["openRunLog", "shows all that a run said"],
  ["fixTest", "makes a failing test pass"],
  ["runTests", "runs the tests at the cursor"],
  ["runTestsOfFile", "runs a file's tests"],
  ["runTestsOfPackage", "runs a package's tests"],
  ["showTestOutput", "shows what go test printed"],
  ["clearFailures", "removes failures from the editor"],
  ["generateTests", "writes tests of a function"],
  ["addTests", "adds tests that were proposed"],
  ["discardTests", "discards them"],
  ["checkTests", "asks which changes of the code the tests do not notice"],
  ["clearTestFindings", "removes what they do not notice from the editor"],
];

/** What stands in a Go file: in one file of src the registration, its kind and the command that it leads to. */
export const inGoFiles: readonly (readonly [what: string, ...parts: readonly RegExp[]])[] = [
  ["a lens over a stub", /registerCodeLensProvider\(\{ language: "go"/, /command: "stubwright\.generate"/],
  [
    "a lens over a function without tests",
    /registerCodeLensProvider\(\{ language: "go"/,
    /command: "stubwright\.generateTests"/,
  ],
  [
    "a rewrite at a stub",
    /registerCodeActionsProvider\(\{ language: "go"/,
    /CodeActionKind\.RefactorRewrite/,
    /command: "stubwright\.generate"/,
  ],
  [
    "a quick fix at a failing test",
    /registerCodeActionsProvider\(\{ language: "go"/,
    /CodeActionKind\.QuickFix/,
    /command: "stubwright\.fixTest"/,
  ],
];

export const settings: readonly (readonly [
  id: string,
  byDefault: unknown,
  /** Whose value counts: only the person's own, a workspace's once it is trusted, or any workspace's. */
  setBy: "person" | "trusted workspace" | "workspace",
])[] = [
  ["codeLens.enabled", true, "workspace"],
  ["codeLens.tests", true, "workspace"],
  ["model", "", "person"],
  ["server", "", "person"],
  ["mirror", "", "person"],
  ["budget", 16, "workspace"],
  ["sandbox", true, "person"],
  ["test.tags", [], "trusted workspace"],
  ["test.flags", [], "trusted workspace"],
  ["test.allowNetwork", false, "trusted workspace"],
  ["test.allowWrites", false, "trusted workspace"],
  ["test.allowRead", [], "trusted workspace"],
  ["test.onSave", false, "trusted workspace"],
  ["test.timeout", 30, "workspace"],
  ["test.loopTimeout", 10, "workspace"],
  ["test.totalTimeout", 600, "workspace"],
  ["test.importersTimeout", 20, "workspace"],
  ["imports.allowRequired", false, "workspace"],
  ["saveOnApply", false, "workspace"],
  ["go.path", "", "person"],
  ["go.timeout", 300, "person"],
  ["memory", 4096, "person"],
  ["gopls.path", "", "person"],
  ["gopls.trace.server", "off", "workspace"],
];

export const walkthrough: readonly string[] = ["model", "sample", "generate", "apply"];

export const grammars: readonly (readonly [language: string, scope: string])[] = [
  ["stubwright-log", "text.stubwright-log"],
  ["go-test-output", "text.go-test"],
];
