import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { SandboxNeeds } from "../../../src/go/sandbox/policy";
import { type Seen, visible } from "../../../src/go/sandbox/visible";

const files = [
  "home/.ssh/id",
  "home/.netrc",
  "home/repo/.env",
  "home/repo/mod/key",
  "home/repo/mod/pkg/a.go",
  "home/sdk/go1.26/bin/go",
  "temp/log",
  "copy/a.go",
];

const links = { "home/go": "sdk/go1.26", link: "home/repo", "home/repo/mod/inner": "pkg" };

/** What differs from a module of a repository in a home folder; paths from the scratch folder on. */
interface Case {
  readonly title: string;
  readonly needs?: Partial<SandboxNeeds>;
  /** Of what lies in the scratch folder. */
  readonly seen: readonly string[];
}

const module = ["scratch temp", "readable home/repo"];
const cases: readonly Case[] = [
  { title: "a repository, and the folder to write to", seen: ["hidden home", ...module] },
  {
    title: "what lies in a folder that is seen only once",
    needs: { readable: ["home/repo", "home/repo/mod", "home/repo/mod/pkg"] },
    seen: ["hidden home", ...module],
  },
  {
    title: "a folder by the links that lead there, and no link that is seen anyway",
    needs: { readable: ["link", "home/repo/mod/inner", "home/go"] },
    seen: [
      "hidden home",
      ...module,
      "readable home/sdk/go1.26",
      "link link -> home/repo",
      "link home/go -> sdk/go1.26",
    ],
  },
  {
    title: "nothing that is hidden, and what is not there otherwise is not hidden",
    needs: { hidden: ["home/repo/.env", "home/repo/mod/key", "home/other", "home/sdk"] },
    seen: ["hidden home", ...module, "hidden home/repo/.env", "hidden home/repo/mod/key"],
  },
  {
    title: "no keys in a home folder that is seen as a whole",
    needs: { readable: ["home"], cwd: "home" },
    seen: ["readable home", "scratch temp", "hidden home/.netrc", "hidden home/.ssh"],
  },
  {
    title: "what the person shows, also by the home folder that stands for theirs",
    needs: { hidden: ["home/repo/.env"], shown: ["home/repo/.env", "home/.ssh"] },
    seen: [
      "hidden home",
      ...module,
      "readable home/.ssh",
      "link temp/.ssh -> home/.ssh",
      "link temp/repo/.env -> home/repo/.env",
    ],
  },
  {
    title: "files of the temporary folder that come back",
    needs: { back: ["temp/log"] },
    seen: ["hidden home", ...module, "writable temp/log"],
  },
  {
    title: "a copy in the place of a package, its other folders as they are",
    needs: { laid: { from: "copy", at: "home/repo/mod", beneath: ["home/repo/mod/pkg"] } },
    seen: ["hidden home", ...module, "writable home/repo/mod from copy", "readable home/repo/mod/pkg"],
  },
];

describe("a program in the sandbox sees", () => {
  let root = "";
  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "stubwright-visible-")));
    for (const name of files) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), "");
    }
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(root, name));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const at = (name: string) => join(root, name);
  const seenWith = ({ laid, ...needs }: Partial<SandboxNeeds> = {}) =>
    visible(
      {
        cwd: at(needs.cwd ?? "home/repo/mod"),
        readable: (needs.readable ?? ["home/repo"]).map(at),
        writableTemp: at("temp"),
        hidden: (needs.hidden ?? []).map(at),
        shown: (needs.shown ?? []).map(at),
        back: (needs.back ?? []).map(at),
        laid: laid && { from: at(laid.from), at: at(laid.at), beneath: laid.beneath.map(at) },
      },
      at("home"),
    );
  const told = (seen: Seen): string => {
    const name = (path: string) => path.replace(`${root}/`, "");
    if (seen.kind === "link") return `link ${name(seen.path)} -> ${name(seen.target)}`;
    const copied = seen.kind === "writable" && seen.from !== seen.path ? ` from ${name(seen.from)}` : "";
    return `${seen.kind} ${name(seen.path)}${copied}`;
  };

  for (const { title, needs, seen } of cases)
    it(title, () => {
      const own = seenWith(needs).filter(({ path }) => path.startsWith(root));
      assert.deepEqual(own.map(told).sort(), [...seen].sort());
    });

  it("of the system programs, and nothing of services and people", () => {
    const paths = seenWith().map(({ path }) => path);
    const covers = (path: string) => paths.some((one) => path === one || path.startsWith(`${one}/`));
    assert.ok(["/usr/bin/env", "/bin"].every(covers));
    const never = [
      "/",
      "/etc",
      "/etc/shadow",
      "/etc/ssl/private",
      "/home",
      "/root",
      "/run",
      "/srv",
      "/opt",
      "/mnt",
      "/media",
    ];
    assert.deepEqual([...never, "/var", "/var/lib", "/sys", "/boot"].filter(covers), []);
  });

  it("folders before what lies in them", () => {
    const paths = seenWith(cases.at(-1)?.needs).flatMap((seen) => (seen.kind === "link" ? [] : [seen.path]));
    const late = paths.filter((path, i) => paths.slice(i).some((later) => path.startsWith(`${later}/`)));
    assert.deepEqual(late, []);
  });
});
