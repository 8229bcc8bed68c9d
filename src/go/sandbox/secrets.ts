import { join } from "node:path";

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

/**
 * Where secrets lie under a home folder. Hidden also where the folder around them must stay visible, as when the
 * home folder itself is the module.
 */
export const secretsOf = (home: string): readonly string[] => names.map((name) => join(home, name));

/** Tools that keep a project's settings there, most of them no secrets, share it with a home folder's. */
const harmless = new Set([".config", ".gitconfig"]);
const example = /\.(?:example|sample|template|dist|defaults?)$/;
const ofProject =
  /^(?:\.env(?:rc)?(?:\..*)?|.*\.env|\.secrets?|id_(?:rsa|dsa|ecdsa|ed25519)|.*\.tfstate(?:\.backup)?|.*\.tfvars|.*\.kdbx)$/;
/** Only of files: folders of these names hold code. */
const ofServices =
  /^(?:credentials(?:\.(?:json|ya?ml|toml|ini))?|client_secret.*\.json|service[-_]account.*\.json)$/;

/** Whether a file or folder of this name in a repository is one that keys and passwords are kept in. */
export const isSecretName = (name: string, folder: boolean): boolean =>
  (names.includes(name) && !harmless.has(name)) ||
  (ofProject.test(name) && !example.test(name)) ||
  (!folder && ofServices.test(name));
