import { join } from "node:path";

/**
 * Where secrets lie under a home folder. Hidden also where the folder around them must stay visible, as when the
 * home folder itself is the module.
 */
export function secretsOf(home: string): readonly string[] {
  const names = [
    ".ssh",
    ".aws",
    ".azure",
    ".config",
    ".docker",
    ".gnupg",
    ".kube",
    ".password-store",
    ".mozilla",
    ".thunderbird",
    ".local/share/keyrings",
    ".netrc",
    "_netrc",
    ".npmrc",
    ".pypirc",
    ".git-credentials",
    ".gitconfig",
    ".pgpass",
    ".my.cnf",
    ".vault-token",
    ".terraform.d",
    ".terraformrc",
    ".cargo/credentials.toml",
    ".gem/credentials",
    ".bash_history",
    ".zsh_history",
    ".python_history",
    ".node_repl_history",
    "Library/Keychains",
  ];
  return names.map((name) => join(home, name));
}
