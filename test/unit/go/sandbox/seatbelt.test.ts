import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import type { SandboxNeeds } from "../../../../src/go/sandbox/policy";
import { seatbelt } from "../../../../src/go/sandbox/seatbelt";
import { secretsOf } from "../../../../src/go/sandbox/secrets";
import { macPlaces } from "../../../../src/go/sandbox/system-places";

const home = "/Users/ann";
/** None of these paths exists, so each is used as it is. */
const needs: SandboxNeeds = {
  cwd: `${home}/shop/cart`,
  readable: [`${home}/shop`, `${home}/go/pkg/mod`],
  writableTemp: "/scratch/run",
};
/** Some of the places that macOS has are links on other systems. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
const laid = { from: "/scratch/copy", at: `${home}/shop/cart`, beneath: [] };

/** The profile as sandbox-exec gets it. */
function profileFor(needs: SandboxNeeds): string {
  const { command, args } = seatbelt(home)("./cart.test", ["-test.v"], needs);
  const [flag, profile = "", ...rest] = args;
  assert.deepEqual([command, flag, ...rest], ["sandbox-exec", "-p", "./cart.test", "-test.v"]);
  return profile;
}

type Operation = "network" | "read" | "write";
const namesOf: Readonly<Record<Operation, string>> = {
  network: "network*",
  read: "file-read-data",
  write: "file-write*",
};

/** What macOS does with a profile: the last rule that matches decides. */
function decision(profile: string, operation: Operation, path: string): string | undefined {
  const rules = [...profile.matchAll(/^\((allow|deny) ([\w*-]+)(.*)\)$/gm)];
  const matching = rules.filter(([, , name, text = ""]) => {
    const filters = [...text.matchAll(/\((literal|subpath) "([^"]*)"\)/g)];
    const among = ([, kind, at]: readonly string[]) =>
      path === at || (kind === "subpath" && (at === "/" || path.startsWith(`${at}/`)));
    return (
      name === "default" || (name === namesOf[operation] && (filters.length === 0 || filters.some(among)))
    );
  });
  return matching.at(-1)?.[1];
}

describe("the profile for sandbox-exec", () => {
  it("reads like this", () => {
    const system = macPlaces.map((path) => `(subpath "${real(path)}")`);
    const secrets = secretsOf(home).map((path) => `(subpath "${path}")`);
    assert.deepEqual(profileFor(needs).split("\n"), [
      "(version 1)",
      "(allow default)",
      "(deny network*)",
      "(deny file-write*)",
      '(allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (subpath "/scratch/run"))',
      '(deny file-read-data (subpath "/"))',
      `(allow file-read-data (literal "/") ${system.join(" ")})`,
      '(allow file-read-data (subpath "/Users/ann/shop") (subpath "/Users/ann/go/pkg/mod") (subpath "/Users/ann/shop/cart"))',
      `(deny file-read-data ${secrets.join(" ")})`,
      '(allow file-read-data (subpath "/scratch/run"))',
    ]);
  });

  const cases: readonly {
    readonly when?: string;
    readonly needs?: Partial<SandboxNeeds>;
    readonly allows?: readonly (readonly [Operation, string])[];
    readonly denies?: readonly (readonly [Operation, string])[];
  }[] = [
    { denies: [["network", "localhost:80"]] },
    { when: "the network is allowed", needs: { network: true }, allows: [["network", "localhost:80"]] },
    { when: "the network is refused", needs: { network: false }, denies: [["network", "localhost:80"]] },
    {
      allows: [
        ["write", "/scratch/run/out.txt"],
        ["read", "/scratch/run/out.txt"],
        ["write", "/dev/null"],
      ],
      denies: [
        ["write", "/scratch/running/out.txt"],
        ["write", "/tmp/out.txt"],
        ["write", "/dev/disk0"],
        ["write", `${home}/shop/cart/out.txt`],
        ["write", `${home}/.zshrc`],
      ],
    },
    {
      allows: [
        ["read", `${home}/shop/cart/testdata/a.json`],
        ["read", `${home}/shop/go.mod`],
        ["read", `${home}/go/pkg/mod/x/x.go`],
        ["read", "/usr/lib/libSystem.dylib"],
        ["read", "/System/Library/Frameworks/Security.framework/Security"],
        ["read", "/opt/homebrew/Cellar/go/1.26.0/libexec/bin/go"],
        ["read", "/private/etc/hosts"],
        ["read", "/"],
      ],
      denies: [
        ["read", "/private/etc/master.passwd"],
        ["read", "/private/var/log/system.log"],
        ["read", "/opt/homebrew/var/postgresql/pg_hba.conf"],
        ["read", "/opt/vendor/license.key"],
        ["read", "/Library/Keychains/System.keychain"],
        ["read", "/Volumes/backup/notes.txt"],
        ["read", "/private/tmp/other.txt"],
        ["read", `${home}/Documents/diary.txt`],
        ["read", "/Users/ben/notes.txt"],
      ],
    },
    {
      when: "the module is the home folder itself",
      needs: { cwd: home, readable: [home] },
      allows: [["read", `${home}/main.go`]],
      denies: [
        ["read", `${home}/.ssh/id_ed25519`],
        ["read", `${home}/.config/gh/hosts.yml`],
        ["read", `${home}/.netrc`],
        ["read", `${home}/.zsh_history`],
        ["read", `${home}/Library/Keychains/login.keychain-db`],
      ],
    },
    {
      when: "something is hidden",
      needs: { hidden: [`${home}/shop/key`, `${home}/shop/.env`] },
      allows: [["read", `${home}/shop/other`]],
      denies: [
        ["read", `${home}/shop/key`],
        ["read", `${home}/shop/.env`],
      ],
    },
    {
      when: "the person shows it all the same",
      needs: { hidden: [`${home}/shop/.env`], shown: [`${home}/shop/.env`, `${home}/.netrc`] },
      allows: [
        ["read", `${home}/shop/.env`],
        ["read", `${home}/.netrc`],
      ],
      denies: [["read", `${home}/.npmrc`]],
    },
    {
      when: "the temporary folder lies in a hidden one",
      needs: { hidden: ["/scratch"] },
      allows: [["read", "/scratch/run/cart.test"]],
      denies: [["read", "/scratch/other"]],
    },
    {
      when: "a folder may be written",
      needs: { laid },
      allows: [["write", `${home}/shop/cart/out.txt`]],
      denies: [
        ["write", `${home}/shop/go.mod`],
        ["write", "/scratch/copy/out.txt"],
      ],
    },
  ];
  for (const { when, needs: more, allows = [], denies = [] } of cases) {
    const profile = profileFor({ ...needs, ...more });
    for (const [decided, asked] of [
      ["allow", allows],
      ["deny", denies],
    ] as const)
      for (const [operation, path] of asked)
        it(`${decided === "allow" ? "allows" : "denies"}: ${operation} ${path}${when ? `, if ${when}` : ""}`, () =>
          assert.equal(decision(profile, operation, path), decided));
  }

  it("escapes quotes and backslashes, so that no path can end its string", () =>
    assert.ok(profileFor({ ...needs, hidden: ['/a"b\\c'] }).includes('(subpath "/a\\"b\\\\c")')));
});
