import type { AdviceCode, AdviceData } from "./advice";
import type { SandboxBlock } from "./sandbox-block";

/** What a person can do, so that each face can call it by the name that it has there. */
export type Next =
  /** Set an option: a flag in the terminal, a setting in the editor. */
  | { readonly kind: "set"; readonly option: OptionName }
  /** Run one of Stubwright's own commands. */
  | { readonly kind: "run"; readonly command: CommandName }
  /** Anything else; it is called the same everywhere. */
  | { readonly kind: "do"; readonly what: Advice };

type Advice = {
  readonly [C in AdviceCode]: { readonly code: C; readonly data: AdviceData[C] };
}[AdviceCode];

interface OptionNames {
  /** What it is for: `choose a server`. */
  readonly to: string;
  readonly flag?: string;
  /** An environment variable, where it has no flag. */
  readonly variable?: string;
  readonly setting?: string;
  /** Switching the setting off is what helps. */
  readonly off?: true;
  /** The command that sets it in the editor. */
  readonly palette?: string;
}

/** Options by their names in both faces. One that a face does not have is not advised there. */
export const options = namedOptions({
  "allow-network": {
    to: "let tests use the network",
    flag: "--allow-network",
    setting: "stubwright.test.allowNetwork",
  },
  "allow-read": {
    to: "let tests read that path",
    flag: "--allow-read",
    setting: "stubwright.test.allowRead",
  },
  "allow-writes": {
    to: "let tests write to their package directory",
    flag: "--allow-writes",
    setting: "stubwright.test.allowWrites",
  },
  "api-key": {
    to: "set the server's key",
    variable: "STUBWRIGHT_API_KEY",
    palette: "Stubwright: Select Model",
  },
  env: { to: "pass variables to tests", flag: "--env", setting: "go.testEnvVars" },
  cache: { to: "choose another cache folder", variable: "STUBWRIGHT_CACHE" },
  from: { to: "take the file from disk", flag: "--from" },
  function: { to: "name another function", flag: "--function" },
  go: { to: "name a go command or a GOROOT", flag: "--go", setting: "stubwright.go.path" },
  "go-timeout": {
    to: "give go commands more time",
    flag: "--go-timeout",
    setting: "stubwright.go.timeout",
  },
  memory: { to: "allow more memory", flag: "--memory", setting: "stubwright.memory" },
  mirror: { to: "name a mirror", variable: "STUBWRIGHT_MIRROR", setting: "stubwright.mirror" },
  sandbox: {
    to: "run generated code without protection",
    flag: "--no-sandbox",
    setting: "stubwright.sandbox",
    off: true,
  },
  temp: { to: "choose another folder for temporary files", variable: "TMPDIR" },
  server: { to: "choose a server", flag: "--server", setting: "stubwright.server" },
});
export type OptionName = keyof typeof options;

interface CommandNames {
  readonly to: string;
  readonly cli: string;
  /** As the command palette shows it. */
  readonly palette: string;
}

/** Commands by their names in both faces. */
export const commands = namedCommands({
  "install-gopls": {
    to: "build a compatible gopls",
    cli: "stubwright doctor --install-gopls",
    palette: "Stubwright: Install Compatible gopls",
  },
  "list-models": {
    to: "see which models there are",
    cli: "stubwright models",
    palette: "Stubwright: Select Model",
  },
  "pull-model": {
    to: "download the embedded model",
    cli: "stubwright models pull",
    palette: "Stubwright: Select Model",
  },
});
export type CommandName = keyof typeof commands;

function namedOptions<N extends string>(names: Readonly<Record<N, OptionNames>>): typeof names {
  return names;
}

function namedCommands<N extends string>(names: Readonly<Record<N, CommandNames>>): typeof names {
  return names;
}

export const bySetting = (option: OptionName): Next => ({ kind: "set", option });

export const byCommand = (command: CommandName): Next => ({ kind: "run", command });

export const byHand = <C extends AdviceCode>(
  code: C,
  ...[data]: AdviceData[C] extends undefined ? [] : [data: AdviceData[C]]
): Next => ({ kind: "do", what: { code, data } as Advice });

/** What lets a test do what it is kept from; nothing where no test should. */
export function allowing(block: SandboxBlock): readonly Next[] {
  if (block === "writes") return [bySetting("allow-writes")];
  if (block === "network") return [bySetting("allow-network")];
  if ("variable" in block) return [bySetting("env")];
  if (block.from === "writing") return [bySetting("sandbox")];
  return block.secret ? [] : [bySetting("allow-read")];
}
