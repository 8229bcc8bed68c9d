import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  commands,
  devPackages,
  grammars,
  inGoFiles,
  packages,
  scripts,
  settings,
  topLevel,
  walkthrough,
} from "./manifest";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Manifest {
  readonly main: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly keybindings: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly grammars: readonly Grammar[];
    readonly languages: readonly { readonly id: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  };
}

interface Setting {
  readonly default: unknown;
  readonly scope: string;
}

interface Grammar {
  readonly language: string;
  readonly scopeName: string;
  readonly path: string;
}

interface Step {
  readonly id: string;
  readonly media: { readonly markdown: string };
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const { contributes } = manifest;

/** The texts of a folder's files, comments left out. */
const textsOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|css)$/.test(name))
    .map((name) => read(join(folder, name)).replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, ""));

const sources = textsOf("src");
const pages = textsOf("media");
const tools = [...textsOf("tools"), read("esbuild.mjs"), ...Object.values(manifest.scripts)];

/** Of commands, with their prefix: `registerCommand("stubwright.x"` and short forms of it beside one. */
const registered = new Set(
  sources
    .filter((text) => text.includes("registerCommand("))
    .flatMap((text) => [...text.matchAll(/\b(?:registerCommand|command)\(\s*"(?:stubwright\.)?(\w+)"/g)])
    .map(([, name]) => `stubwright.${name}`),
);

const contributed = contributes.commands.map(({ command }) => command);

describe("the ordered shape: top level", () => {
  for (const name of topLevel) {
    it(name, () => {
      const found = statSync(join(root, name));
      assert.equal(found.isDirectory(), name.endsWith("/"));
      assert.ok(found.isDirectory() ? readdirSync(join(root, name)).length > 0 : found.size > 0);
    });
  }

  it("the build makes what the manifest starts, from sources that are there", () => {
    const build = read("esbuild.mjs");
    const inputs = [...build.matchAll(/"((?:src|media)\/[\w/.-]+\.(?:ts|css))"/g)].map(
      ([, path]) => path as string,
    );
    assert.deepEqual(
      inputs.filter((path) => !existsSync(join(root, path))),
      [],
    );
    const starts: readonly (readonly [source: string, bundle: string | undefined])[] = [
      ["src/extension.ts", manifest.main],
      ["src/cli.ts", manifest.bin["stubwright"]],
    ];
    for (const [source, bundle] of starts) {
      const file = bundle?.replace(/^\.\//, "");
      assert.match(build, new RegExp(`entryPoints: \\["${source}"\\],\\s+outfile: "${file}"`));
    }
    assert.ok(inputs.includes("media/run/main.ts"));
  });

  for (const name of scripts) it(`npm run ${name}`, () => assert.ok(manifest.scripts[name]));
});

describe("the ordered shape: packages", () => {
  for (const [name, what, where] of packages) {
    it(`${name}: ${what}`, () => {
      assert.match(manifest.dependencies[name] ?? "not a dependency", /^\d+\.\d+\.\d+$/);
      const importing = new RegExp(`(?:from |import |import\\(|require\\()"${name}(?:/[^"]*)?"`);
      assert.ok(
        (where === "src" ? sources : pages).some((text) => importing.test(text)),
        `nothing in ${where}/ imports ${name}`,
      );
    });
  }

  for (const [name, use] of devPackages) {
    it(`${name}, for development`, () => {
      assert.match(manifest.devDependencies[name] ?? "not among devDependencies", /^\d+\.\d+\.\d+$/);
      assert.ok(
        tools.some((text) => use.test(text)),
        `nothing matches ${use}`,
      );
    });
  }
});

describe("the ordered shape: commands", () => {
  for (const [name, does] of commands) {
    it(`${name}: ${does}`, () => {
      assert.ok(contributed.includes(`stubwright.${name}`), "package.json does not contribute it");
      assert.ok(registered.has(`stubwright.${name}`), "nothing in src registers it");
    });
  }

  it("each one that is contributed is registered, and each one that is registered is contributed", () => {
    assert.deepEqual([...registered].sort(), [...contributed].sort());
  });

  it("menus, keys, steps, lenses and lightbulbs lead to commands that there are", () => {
    const { commands: _, ...elsewhere } = contributes;
    const inManifest = JSON.stringify(elsewhere).matchAll(
      /"command":"(stubwright\.\w+)"|command:(stubwright\.\w+)/gi,
    );
    const inSources = sources.flatMap((text) => [...text.matchAll(/command: "(stubwright\.\w+)"/g)]);
    const named = [...inManifest, ...inSources].map(([, one, other]) => one ?? other);
    assert.ok(named.length > contributed.length);
    assert.deepEqual(
      named.filter((id) => !registered.has(id as string)),
      [],
    );
  });

  it("a key writes the stub at the cursor", () => {
    assert.deepEqual(
      contributes.keybindings.map(({ command }) => command),
      ["stubwright.generate"],
    );
  });
});

describe("the ordered shape: in a Go file", () => {
  for (const [what, ...parts] of inGoFiles) {
    it(what, () =>
      assert.ok(
        sources.some((text) => parts.every((part) => part.test(text))),
        `no file of src has ${parts.map(String).join(" and ")}`,
      ),
    );
  }

  it("the extension starts with the first one", () => {
    assert.ok(manifest.activationEvents.includes("onLanguage:go"));
  });
});

describe("the ordered shape: settings", () => {
  const { properties } = contributes.configuration;
  const readers = sources.filter((text) => /\b(?:getConfiguration|setting)\(/.test(text));

  const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;

  for (const [name, byDefault, setBy] of settings) {
    it(`${name}: ${JSON.stringify(byDefault)}, set by a ${setBy}`, () => {
      const id = `stubwright.${name}`;
      assert.deepEqual(properties[id]?.default, byDefault);
      assert.equal(properties[id]?.scope === "machine", setBy === "person");
      assert.equal(restricted.includes(id), setBy === "trusted workspace");
      assert.ok(
        readers.some((text) => text.includes(`"${name}"`)),
        "nothing in src reads it",
      );
    });
  }

  it("no other", () => {
    const names = settings.map(([name]) => `stubwright.${name}`);
    assert.deepEqual(Object.keys(properties).sort(), names.sort());
    assert.deepEqual(
      restricted.filter((id) => !names.includes(id)),
      [],
    );
  });
});

describe("the ordered shape: pages and documents", () => {
  it("the panel: a page of its own, restored when the window is", () => {
    assert.ok(existsSync(join(root, "media/run/main.ts")));
    assert.ok(sources.some((text) => text.includes("createWebviewPanel(")));
    assert.ok(sources.some((text) => text.includes("registerWebviewPanelSerializer(")));
    assert.ok(manifest.activationEvents.includes("onWebviewPanel:stubwright.run"));
  });

  it("the view of runs", () => {
    const views = Object.values(contributes.views).flat();
    for (const { id, icon } of views) {
      assert.ok(existsSync(join(root, icon)), icon);
      assert.ok(
        sources.some((text) => text.includes("createTreeView<") && text.includes(`"${id}"`)),
        id,
      );
    }
    assert.deepEqual(
      views.map(({ id }) => id),
      ["stubwright.runs"],
    );
  });

  it("the editor's own diff, of documents that are not on disk", () => {
    assert.ok(sources.some((text) => text.includes('"vscode.diff"')));
    assert.ok(sources.some((text) => text.includes("registerTextDocumentContentProvider(")));
  });

  it(`the walkthrough: ${walkthrough.join(", ")}`, () => {
    const [start] = contributes.walkthroughs;
    assert.deepEqual(
      start?.steps.map(({ id }) => id),
      walkthrough,
    );
    for (const { media } of start?.steps ?? []) assert.ok(read(media.markdown).length > 0, media.markdown);
  });

  for (const [language, scope] of grammars) {
    it(`the grammar of ${language}`, () => {
      const grammar = contributes.grammars.find((g) => g.language === language);
      assert.ok(contributes.languages.some(({ id }) => id === language));
      assert.equal((JSON.parse(read(grammar?.path ?? "")) as Grammar).scopeName, scope);
      assert.equal(grammar?.scopeName, scope);
    });
  }
});
